"""`python -m tradeproof` is the command line."""

from tradeproof import main

if __name__ == "__main__":
    main()

"""What pages, commands and downloads ask: no Streamlit, no words."""

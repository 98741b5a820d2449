"""Tables of figures as offices publish them, read without guessing.

`understand(file, answers)` says which column is what and on what evidence, what is still missing
and the option that answers it, and gives the figures, the rejected rows and what was left out.
Nothing is written: a store of data sets takes the figures from here.

The steps, a module each: `cells` (a file as sheets of cells), `layout` (title, header, data and
notes of each block), `roles` (which column is what), `area_spellings`, `period_spellings` and
`number_marks` (what a spelling stands for), `figures_of` (the figures, in SQL), `understanding`.
"""

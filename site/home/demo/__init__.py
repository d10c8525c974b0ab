"""The demo: a living history of people, cases, tables, visitations and lessons, told in the texts beside this module and laid by
the same actions that people use."""

# TODO: more
#<^^^^^^^^^^^^ injection.content:comment
def f():
    """A `docstring`."""
#      ^^^^^^^^^^^^^^ injection.content:markdown.inline
    var re = Python.import_module("re")
    Python.evaluate("1 + 1", "x")
#                    ^^^^^ injection.content:python
    Python.add_to_path("src")
    re.compile(r"\d+(?P<name>a)", "i")
#                ^^^^^^^^^^^^^^ injection.content:regex

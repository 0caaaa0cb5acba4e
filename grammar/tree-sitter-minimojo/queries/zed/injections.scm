; Other languages inside a Mojo file, for Zed.

((comment) @injection.content (#set! injection.language "comment"))

; Docstrings are written in Markdown. They are indented, which as a block would be code: hence inline.
((expression_statement (string (string_content) @injection.content))
  (#set! injection.language "markdown-inline"))

; Python code, and patterns of its regular expressions.
((call
   function: (attribute object: (identifier) @_object attribute: (identifier) @_method)
   arguments: (argument_list . (string (string_content) @injection.content)))
  (#eq? @_object "Python")
  (#any-of? @_method "evaluate" "eval")
  (#set! injection.language "python"))

((call
   function: (attribute object: (identifier) @_object)
   arguments: (argument_list . (string (string_content) @injection.content)))
  (#eq? @_object "re")
  (#set! injection.language "regex"))

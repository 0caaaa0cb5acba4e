; Which brackets change the colour of what is inside them in Helix.

[
  (import_from_statement)
  (parameters)
  (type_parameters)
  (base_list)
  (origin_list)
  (capture_list)
  (enum_case)
  (argument_list)
  (subscript)
  (parenthesized_expression)
  (tuple)
  (list)
  (list_comprehension)
  (set)
  (set_comprehension)
  (dictionary)
  (dictionary_comprehension)
  (interpolation)
] @rainbow.scope

["(" ")" "[" "]" "{" "}"] @rainbow.bracket

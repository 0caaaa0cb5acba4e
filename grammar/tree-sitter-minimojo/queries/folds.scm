; What can be folded away: definitions, statements with a suite, and brackets over several lines.
[
  (function_definition)
  (struct_definition)
  (trait_definition)
  (extension_definition)
  (enum_definition)
  (if_statement)
  (while_statement)
  (for_statement)
  (try_statement)
  (with_statement)
  (match_statement)
  (case_clause)
  (mlir_region)
  (import_from_statement)
  (parameters)
  (type_parameters)
  (capture_list)
  (base_list)
  (argument_list)
  (parenthesized_expression)
  (tuple)
  (list)
  (list_comprehension)
  (set)
  (set_comprehension)
  (dictionary)
  (dictionary_comprehension)
  (string)
] @fold

[(import_statement) (import_from_statement)] + @fold

(comment) + @fold

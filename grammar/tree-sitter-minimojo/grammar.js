/**
 * @file The grammar of Mojo 1.2 for tree-sitter.
 *
 * Names follow tree-sitter-python where one fits. Layout is the scanner's: a line that is indented
 * deeper than its statement continues it, so there is no NEWLINE inside a statement.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

// Loosest first. A prefix operator is accepted as any operand; its own operand decides where it ends.
const PREC = {
  assignment: -4,
  named: -3,
  as: -2,
  conditional: -1,
  lambda: -1,
  or: 4,
  and: 5,
  not: 6,
  compare: 7,
  pattern: 8,
  bitwise_or: 9,
  bitwise_xor: 10,
  bitwise_and: 11,
  shift: 12,
  plus: 13,
  times: 14,
  unary: 15,
  power: 16,
  await: 17,
  postfix: 18,
  type: 20,
};

// Reserved words: never a name without backticks, except behind a dot and as the name of a method.
const RESERVED = [
  'and', 'as', 'assert', 'async', 'await', 'break', 'case', 'class', 'comptime', 'continue', 'def', 'elif',
  'else', 'except', 'False', 'finally', 'fn', 'for', 'from', 'if', 'import', 'in', 'is', 'lambda', 'match', 'None',
  'not', 'or', 'pass', 'raise', 'ref', 'return', 'Self', 'struct', 'trait', 'True', 'try', 'var', 'while',
  'with', '_', '__extension', '__enum',
];

// Words that are keywords in one place only and ordinary names everywhere else.
const CONTEXTUAL = ['alias', 'let', 'owned', 'inout', 'borrowed', 'read'];

const MAGIC = [
  'origin_of', 'type_of', 'conforms_to', '__functions_in_module', '__get_current_function_name',
  '__struct_field_ref', '__get_address_as_uninit_lvalue', '__get_address_as_owned_value',
  '__get_mvalue_as_litref', '__get_litref_as_mvalue',
];

module.exports = grammar({
  name: 'minimojo',

  externals: $ => [
    $._file_start,
    $._newline,
    $._indent,
    $._dedent,
    $._one_line,
    $._empty_body,
    $._flat_cases,
    $._thrown,
    $._caret,
    $.string_start,
    $._string_content,
    $.string_end,
    $._between_statements,
    $._open,
    $._bound,
    $._cut_first,
    $._cut,
    $._cut_end,
    $.comment,
    $._judged,
    $._error_sentinel,
  ],

  // `_judged` is empty: it lets the scanner remember that the comments behind it end no statement.
  extras: $ => [$.comment, /[\s\u0000\uFEFF]/, $.line_continuation, $._judged],

  word: $ => $.identifier,

  // So that a keyword at a wrong place is an error and not a name.
  reserved: { global: _ => RESERVED },

  supertypes: $ => [$.simple_statement, $.compound_statement, $.expression, $.primary_expression],

  inline: $ => [$._comptime_target, $._target, $._element, $._name, $._type],

  conflicts: $ => [],

  rules: {
    module: $ => seq($._file_start, repeat($._statement)),

    comment: _ => token(/#[^\n\r\v\f]*/),
    line_continuation: _ => token(seq('\\', /[ \t]*/, choice('\n', '\r\n', '\r'))),

    // `_between_statements` is never lexed: it tells the scanner that no statement has begun.
    _statement: $ => choice($._simple_statements, $.compound_statement, $._between_statements),

    // --- simple statements ------------------------------------------------------------------

    _simple_statements: $ => seq(
      $.simple_statement,
      repeat(seq(';', $.simple_statement)),
      optional(';'),
      $._end,
    ),

    // --- unfinished code --------------------------------------------------------------------
    //
    // Where the scanner sees a new statement though the one above is not finished, it cuts. The first cut
    // leaves the innermost bracket or header without its end, which the parser then inserts as MISSING;
    // the cuts at the same place that follow end all that is around it. So an unfinished statement keeps
    // its shape, has exactly one error, and never takes the next line with it.

    _end: $ => choice($._newline, $._cut),
    _close_paren: $ => choice(')', seq($._cut_paren, $._cut_end), $._cut),
    _close_bracket: $ => choice(']', seq($._cut_bracket, $._cut_end), $._cut),
    _close_brace: $ => choice('}', seq($._cut_brace, $._cut_end), $._cut),
    _header_end: $ => choice(':', $._cut_header),
    _cut_header: $ => choice(seq($._cut_colon, $._cut_end), $._cut),
    _cut_paren: $ => seq($._cut_first, ')'),
    _cut_bracket: $ => seq($._cut_first, ']'),
    _cut_brace: $ => seq($._cut_first, '}'),
    _cut_colon: $ => seq($._cut_first, ':'),
    _cut_import: $ => seq($._cut_first, 'import'),

    simple_statement: $ => choice(
      $.expression_statement,
      $.return_statement,
      $.raise_statement,
      $.assert_statement,
      $.pass_statement,
      $.break_statement,
      $.continue_statement,
      $.import_statement,
      $.import_from_statement,
      $.comptime_declaration,
      $.comptime_assert,
      $.alias_declaration,
      $.let_declaration,
    ),

    expression_statement: $ => choice($._side, $.assignment, $.augmented_assignment),

    // What may stand on either side of an assignment.
    _side: $ => choice(
      $.expression,
      $.list_splat,
      $.expression_list,
      $.var_pattern,
      $.ref_pattern,
      alias($._var_list, $.var_pattern),
      alias($._ref_list, $.ref_pattern),
    ),

    expression_list: $ => prec.right(seq(
      $._list_item,
      choice(',', seq(repeat1(seq(',', $._list_item)), optional(','))),
    )),

    _list_item: $ => choice($.expression, $.list_splat, $.var_pattern, $.ref_pattern),

    _right_hand_side: $ => choice($._side, $.assignment, $.augmented_assignment),

    assignment: $ => prec.right(PREC.assignment, seq(
      field('left', $._side),
      choice(
        seq('=', $._value),
        seq(':', $._bound_type),
        seq(':', $._bound_type, '=', $._value),
      ),
    )),

    _value: $ => choice(field('right', $._right_hand_side), $._bound),
    _bound_value: $ => choice(field('value', $._right_hand_side), $._bound),

    augmented_assignment: $ => prec.right(PREC.assignment, seq(
      field('left', $._side),
      field('operator', choice(
        '+=', '-=', '*=', '/=', '//=', '%=', '**=', '@=', '&=', '|=', '^=', '<<=', '>>=',
      )),
      $._value,
    )),

    return_statement: $ => prec.right(seq('return', optional(field('value', choice($.expression, $.expression_list))))),
    raise_statement: $ => prec.right(seq('raise', optional(field('value', $.expression)))),
    assert_statement: $ => seq(
      'assert', choice(field('condition', $.expression), $._open), optional(seq(',', field('message', $.expression))),
    ),
    pass_statement: _ => prec(1, choice('pass', '...')),
    break_statement: _ => prec.left('break'),
    continue_statement: _ => prec.left('continue'),

    import_statement: $ => seq('import', sep1(choice(field('name', choice($.module_path, $.aliased_import)), $._bound))),

    import_from_statement: $ => seq(
      'from',
      choice(field('module', choice($.module_path, $.relative_path)), $._bound),
      choice(
        seq(
          'import',
          choice($._bound, $.wildcard_import, $._import_list, seq('(', list($, $._imported), $._close_paren)),
        ),
        seq($._cut_import, $._cut_end),
        $._cut,
      ),
    ),

    _imported: $ => field('name', choice($.module_path, $.aliased_import)),
    _import_list: $ => sep1($._imported),
    aliased_import: $ => seq(field('name', $.module_path), 'as', field('alias', $.identifier)),
    wildcard_import: _ => '*',
    module_path: $ => prec.left(seq($.identifier, repeat(seq('.', choice($._any_name, $._bound))))),
    relative_path: $ => seq(repeat1(choice('.', '...')), optional($.module_path)),

    comptime_declaration: $ => prec(1, seq(
      'comptime',
      choice(
        $._bound,
        seq(
          field('name', $.identifier),
          optional(field('type_parameters', $.type_parameters)),
          optional(seq(':', $._bound_type)),
          repeat($.where_clause),
          optional(seq('=', $._bound_value)),
        ),
        seq(
          field('left', choice($.tuple, $.parenthesized_expression, alias($._comptime_targets, $.expression_list))),
          '=',
          $._bound_value,
        ),
      ),
    )),

    _comptime_targets: $ => prec(1, seq(
      $._comptime_target,
      choice(',', seq(repeat1(seq(',', $._comptime_target)), optional(','))),
    )),
    _comptime_target: $ => choice($.identifier, $.discard, $.tuple, $.parenthesized_expression),

    comptime_assert: $ => seq(
      'comptime', 'assert', field('condition', $.expression), optional(seq(',', field('message', $.expression))),
    ),

    // Spellings of older releases; each has a node of its own so that one finding can name it.
    alias_declaration: $ => prec(1, seq(
      'alias',
      field('name', $.identifier),
      optional(field('type_parameters', $.type_parameters)),
      optional(seq(':', $._bound_type)),
      optional(seq('=', $._bound_value)),
    )),

    let_declaration: $ => prec(1, seq(
      'let',
      field('name', choice($.identifier, alias($._let_targets, $.expression_list))),
      optional(seq(':', $._bound_type)),
      optional(seq('=', $._bound_value)),
    )),

    _let_targets: $ => seq($.identifier, repeat1(seq(',', $.identifier))),

    // --- compound statements ----------------------------------------------------------------

    compound_statement: $ => choice(
      $.if_statement,
      $.while_statement,
      $.for_statement,
      $.try_statement,
      $.with_statement,
      $.match_statement,
      $.comptime_statement,
      $.function_definition,
      $.struct_definition,
      $.trait_definition,
      $.extension_definition,
      $.enum_definition,
      $.decorated_definition,
      $.decorated_statement,
      $.mlir_region,
    ),

    block: $ => choice(
      seq($._one_line, $._simple_statements),
      seq($._indent, repeat($._statement), $._dedent),
      $._empty_body,
    ),

    if_statement: $ => prec.right(seq(
      'if',
      $._condition_header,
      field('consequence', $.block),
      repeat(field('alternative', $.elif_clause)),
      optional(field('alternative', $.else_clause)),
    )),

    elif_clause: $ => seq('elif', $._condition_header, field('consequence', $.block)),
    else_clause: $ => seq('else', $._header_end, field('body', $.block)),

    _condition_header: $ => choice(seq(field('condition', $._condition), $._header_end), $._open, $._cut_header),
    _condition: $ => choice($.expression, $.case_condition),
    case_condition: $ => seq('case', field('pattern', $._case_pattern), '=', field('value', $.expression)),

    while_statement: $ => prec.right(seq(
      'while',
      $._condition_header,
      field('body', $.block),
      optional(field('alternative', $.else_clause)),
    )),

    for_statement: $ => prec.right(seq(
      'for',
      choice(
        $._open,
        $._cut_header,
        seq(field('left', $._for_target), choice(
          $._cut_header,
          seq('in', choice(seq(field('right', $.expression), $._header_end), $._open, $._cut_header)),
        )),
      ),
      field('body', $.block),
      optional(field('alternative', $.else_clause)),
    )),

    _for_target: $ => choice(
      $._target,
      alias($._target_list, $.expression_list),
      alias($._var_list, $.var_pattern),
      alias($._ref_list, $.ref_pattern),
    ),
    _target_list: $ => prec.right(1, seq(
      choice($._target, $.list_splat),
      choice(',', seq(repeat1(seq(',', choice($._target, $.list_splat))), optional(','))),
    )),
    _target: $ => choice($.primary_expression, $.var_pattern, $.ref_pattern),

    try_statement: $ => prec.right(seq(
      'try',
      $._header_end,
      field('body', $.block),
      optional(field('handler', $.except_clause)),
      optional(field('alternative', $.else_clause)),
      optional(field('finalizer', $.finally_clause)),
    )),

    except_clause: $ => seq('except', optional(field('name', $._for_target)), $._header_end, field('body', $.block)),
    finally_clause: $ => seq('finally', $._header_end, field('body', $.block)),

    with_statement: $ => seq(
      'with',
      choice(seq(sep1(choice(field('item', $.with_item), $._open)), $._header_end), $._cut_header),
      field('body', $.block),
    ),
    with_item: $ => prec.dynamic(1, seq(field('value', $.expression), optional(seq('as', field('alias', $._target))))),

    match_statement: $ => prec.right(seq(
      choice('match', '__match'),
      choice(
        seq(field('subject', choice($.expression, $.expression_list)), $._header_end),
        $._open,
        $._cut_header,
      ),
      choice(
        seq($._indent, repeat(field('alternative', $.case_clause)), $._dedent),
        seq(choice($._one_line, $._flat_cases), repeat1(field('alternative', $.case_clause))),
        $._empty_body,
      ),
    )),

    case_clause: $ => seq(
      'case',
      choice(
        seq(
          field('pattern', choice($._case_pattern, alias($._pattern_list, $.expression_list))),
          optional(seq('as', field('alias', $.identifier))),
          optional(seq('if', field('guard', $.expression))),
          $._header_end,
        ),
        $._open,
        $._cut_header,
      ),
      field('consequence', $.block),
    ),

    _case_pattern: $ => prec(1, choice($.expression, $.var_pattern, $.ref_pattern)),
    _pattern_list: $ => prec.right(seq(
      $._case_pattern,
      choice(',', seq(repeat1(seq(',', $._case_pattern)), optional(','))),
    )),

    comptime_statement: $ => seq(
      'comptime',
      field('statement', choice($.if_statement, $.for_statement, $.match_statement)),
    ),

    mlir_region: $ => seq(
      '__mlir_region',
      field('name', $.identifier),
      '(',
      list($, seq($.identifier, ':', $.expression)),
      ')',
      ':',
      field('body', $.block),
    ),

    // --- definitions ------------------------------------------------------------------------

    decorator: $ => seq('@', choice(field('expression', $.expression), $._bound), $._end),

    decorated_definition: $ => seq(
      repeat1(field('decorator', $.decorator)),
      optional($._between_statements),
      choice(
        field('definition', choice(
          $.function_definition,
          $.struct_definition,
          $.trait_definition,
          $.extension_definition,
          $.enum_definition,
          seq(
            choice(
              $.import_statement,
              $.import_from_statement,
              $.comptime_declaration,
              $.field_declaration,
              $.alias_declaration,
            ),
            $._end,
          ),
        )),
        seq($._cut_colon, $._cut_end),
      ),
    ),

    // `@parameter if`, `@parameter for` of older releases.
    decorated_statement: $ => seq(
      repeat1(field('decorator', $.decorator)),
      optional($._between_statements),
      field('statement', choice(
        $.if_statement,
        $.for_statement,
        $.while_statement,
        seq(choice($.expression_statement, $.return_statement, $.pass_statement, $.let_declaration), $._end),
      )),
    ),

    // The header is cut into hidden rules so that its optional parts do not multiply the states.
    function_definition: $ => seq(
      choice(
        seq($._function_name, $._function_header),
        seq(optional(field('async', choice('async', '__async'))), 'def', $._cut_header),
      ),
      field('body', $.block),
    ),
    _function_name: $ => seq(
      optional(field('async', choice('async', '__async'))),
      choice(
        seq('def', choice(field('name', $._any_name), $._bound)),
        seq(field('removed', alias('fn', $.removed_keyword)), field('name', $.identifier)),
      ),
    ),
    _function_header: $ => seq(
      optional(field('type_parameters', $.type_parameters)),
      choice(seq(field('parameters', $.parameters), $._signature_end), $._bound, $._cut_header),
    ),
    _signature_end: $ => seq(
      repeat(choice(field('effect', $._effect), $._bound)),
      optional(field('captures', $.capture_list)),
      optional(field('return_type', $.return_type)),
      repeat(field('where', $.where_clause)),
      $._header_end,
    ),

    _effect: $ => choice($.raises_effect, $.capturing_effect, $.thin_effect, $.abi_effect, $.unknown_effect),
    // `_thrown` is empty: only the scanner sees that a type follows on the same line.
    raises_effect: $ => seq('raises', optional(seq($._thrown, field('type', $.primary_expression)))),
    capturing_effect: $ => prec.right(seq('capturing', optional(seq('[', field('origins', $.expression), ']')))),
    thin_effect: _ => 'thin',
    abi_effect: $ => seq('abi', '(', field('convention', $.string), ')'),
    unknown_effect: $ => prec(-1, $.identifier),

    return_type: $ => prec.right(seq(
      '->',
      choice(
        $._bound,
        field('type', $._type),
        seq('ref', field('origins', $.origin_list), field('type', $._type)),
        seq('ref', field('type', choice($.identifier, $.self_type))),
      ),
    )),
    origin_list: $ => prec(PREC.type, seq('[', list($, $.expression), $._close_bracket)),

    where_clause: $ => prec.right(seq(
      'where',
      choice(field('condition', $.expression), $._bound),
      optional(seq('else', field('message', $.expression))),
    )),

    capture_list: $ => seq('{', list($, $.capture), $._close_brace),
    capture: $ => choice(
      seq(
        field('convention', choice(
          alias(choice('var', 'ref', 'mut', 'imm'), $.convention),
          alias('read', $.removed_convention),
        )),
        optional(field('name', $.identifier)),
        optional(field('transfer', $._capture_caret)),
      ),
      seq(field('name', $.identifier), optional(field('transfer', $._capture_caret))),
    ),
    _capture_caret: $ => choice(alias($._caret, '^'), '^'),

    parameters: $ => seq('(', list($, $._parameter_item), $._close_paren),
    _parameter_item: $ => choice($.parameter, $.positional_separator, $.keyword_separator, $.infer_separator),
    positional_separator: _ => '/',
    keyword_separator: _ => '*',
    infer_separator: _ => '//',

    // A second convention is a fault of meaning, not of form; so is a name that is a convention's word.
    parameter: $ => seq(
      optional($._conventions),
      optional(field('splat', choice('*', '**'))),
      field('name', choice($._name, alias($._convention_word, $.identifier))),
      optional(seq(':', choice($._open, seq(optional(field('type_splat', '*')), field('type', $._type))))),
      optional(seq('=', field('default', $.expression))),
    ),

    convention: $ => choice(
      'var', 'mut', 'imm', 'deinit',
      prec.right(seq('ref', optional(field('origins', $.origin_list)))),
      prec.right(seq('out', optional(field('origins', $.origin_list)))),
    ),
    _conventions: $ => seq(
      field('convention', choice($.convention, $.removed_convention)),
      repeat(field('convention', alias(choice('var', 'ref'), $.convention))),
    ),
    _convention_word: _ => choice('out', 'mut', 'imm', 'deinit'),
    removed_convention: _ => choice('owned', 'inout', 'borrowed', 'read'),

    type_parameters: $ => seq('[', list($, $._type_parameter_item), $._close_bracket),
    _type_parameter_item: $ => choice(
      alias($._type_parameter, $.parameter),
      $.positional_separator,
      $.keyword_separator,
      $.infer_separator,
    ),
    _type_parameter: $ => seq(
      optional(field('convention', alias(choice('var', 'ref'), $.convention))),
      optional(field('splat', choice('*', '**'))),
      field('name', $._name),
      optional(seq(':', choice($._open, seq(optional(field('type_splat', '*')), field('type', $._type))))),
      repeat(field('where', $.where_clause)),
      optional(seq('=', field('default', $.expression))),
    ),

    struct_definition: $ => seq('struct', $._type_header, field('body', alias($._type_body, $.block))),
    trait_definition: $ => seq('trait', $._type_header, field('body', alias($._type_body, $.block))),
    extension_definition: $ => seq('__extension', $._type_header, field('body', alias($._type_body, $.block))),
    enum_definition: $ => seq('__enum', $._type_header, field('body', alias($._type_body, $.block))),
    _type_header: $ => seq(
      choice(
        seq(
          field('name', $.identifier),
          optional($._bound),
          optional(field('type_parameters', $.type_parameters)),
          optional(field('bases', $.base_list)),
          repeat(field('where', $.where_clause)),
          $._header_end,
        ),
        $._bound,
        $._cut_header,
      ),
    ),

    base_list: $ => seq('(', list($, $.base), $._close_paren),
    base: $ => seq(
      optional(field('not', 'not')),
      field('type', $.expression),
      optional(seq('where', field('condition', $.expression))),
      optional(seq('else', field('message', $.expression))),
    ),

    _type_body: $ => choice(
      seq($._one_line, $._simple_members),
      seq($._indent, repeat($._member), $._dedent),
      $._empty_body,
    ),
    _member: $ => choice($._simple_members, $.compound_statement, $._between_statements),
    _simple_members: $ => seq(
      $._simple_member,
      repeat(seq(';', $._simple_member)),
      optional(';'),
      $._end,
    ),
    _simple_member: $ => choice($.field_declaration, $.enum_case, $.simple_statement),
    field_declaration: $ => prec(PREC.type + 1, seq('var', field('name', $.identifier), ':', $._bound_type)),
    enum_case: $ => seq(
      'case',
      field('name', $.identifier),
      optional(seq('(', list($, field('payload', $.expression)), $._close_paren)),
    ),

    // --- expressions ------------------------------------------------------------------------

    _type: $ => $.expression,
    _bound_type: $ => choice(field('type', $._type), $._bound),

    expression: $ => choice(
      $.primary_expression,
      $.named_expression,
      $.conditional_expression,
      $.boolean_operator,
      $.not_operator,
      $.comparison_operator,
      $.binary_operator,
      $.unary_operator,
      $.equality_pattern,
      $.await,
      $.lambda,
    ),

    primary_expression: $ => choice(
      $.identifier,
      alias($._contextual_name, $.identifier),
      $.integer,
      $.float,
      $.string,
      $.concatenated_string,
      $.true,
      $.false,
      $.none,
      $.self_type,
      $.discard,
      $.ellipsis,
      $.attribute,
      $.contextual_member,
      $.subscript,
      $.call,
      $.transfer,
      $.parenthesized_expression,
      $.tuple,
      $.list,
      $.list_comprehension,
      $.set,
      $.set_comprehension,
      $.dictionary,
      $.dictionary_comprehension,
      $.function_type,
      $.generator_type,
      $.intrinsic_call,
      $.comptime_expression,
    ),

    named_expression: $ => prec.left(PREC.named, seq(
      field('name', $.expression), ':=', field('value', $.expression),
    )),

    _named_pattern: $ => prec.left(PREC.named, seq(
      field('name', choice($.var_pattern, $.ref_pattern)), ':=', field('value', $.expression),
    )),

    as_pattern: $ => prec.left(PREC.as, seq(field('value', choice($.expression, $.var_pattern, $.ref_pattern)), 'as', field('alias', $.expression))),

    conditional_expression: $ => prec.right(PREC.conditional, seq(
      field('consequence', $.expression),
      'if',
      field('condition', $.expression),
      'else',
      field('alternative', $.expression),
    )),

    boolean_operator: $ => choice(
      prec.left(PREC.or, seq(field('left', $.expression), field('operator', 'or'), field('right', $.expression))),
      prec.left(PREC.and, seq(field('left', $.expression), field('operator', 'and'), field('right', $.expression))),
    ),

    not_operator: $ => prec(PREC.not, seq('not', field('argument', $.expression))),

    // One flat chain. It is left recursive, for a precedence does not reach into a `repeat`.
    comparison_operator: $ => prec(PREC.not, $._comparison),
    _comparison: $ => prec.left(PREC.compare, seq(
      choice($.expression, $._comparison),
      field('operators', choice(
        '<', '<=', '==', '!=', '>=', '>', 'in', alias(seq('not', 'in'), 'not in'), 'is', alias(seq('is', 'not'), 'is not'),
      )),
      $.expression,
    )),

    // `var` and `ref` bind one target; before a list they bind all of it (`_var_list`).
    var_pattern: $ => seq('var', choice(field('pattern', $._target), $._bound)),
    ref_pattern: $ => seq('ref', choice(field('pattern', $._target), $._bound)),
    _var_list: $ => seq('var', field('pattern', alias($._target_list, $.expression_list))),
    _ref_list: $ => seq('ref', field('pattern', alias($._target_list, $.expression_list))),
    equality_pattern: $ => prec(PREC.unary, seq('==', field('argument', $.expression))),

    binary_operator: $ => {
      const table = [
        [prec.left, '|', PREC.bitwise_or],
        [prec.left, '^', PREC.bitwise_xor],
        [prec.left, '&', PREC.bitwise_and],
        [prec.left, '<<', PREC.shift],
        [prec.left, '>>', PREC.shift],
        [prec.left, '+', PREC.plus],
        [prec.left, '-', PREC.plus],
        [prec.left, '*', PREC.times],
        [prec.left, '@', PREC.times],
        [prec.left, '/', PREC.times],
        [prec.left, '//', PREC.times],
        [prec.left, '%', PREC.times],
        [prec.right, '**', PREC.power],
      ];
      // @ts-ignore
      return choice(...table.map(([associativity, operator, precedence]) => associativity(precedence, seq(
        field('left', $.expression),
        // @ts-ignore
        field('operator', operator),
        field('right', $.expression),
      ))));
    },

    unary_operator: $ => prec(PREC.unary, seq(
      field('operator', choice('+', '-', '~')), field('argument', $.expression),
    )),

    await: $ => prec(PREC.await, seq(choice('await', '__await'), field('value', $.expression))),

    lambda: $ => prec.right(PREC.lambda, seq(
      'lambda',
      $._lambda_header,
      field('body', $.expression),
    )),
    _lambda_header: $ => seq(
      optional(field('type_parameters', $.type_parameters)),
      optional(seq(field('parameters', $.parameters), repeat(field('effect', $._effect)))),
      optional(field('captures', $.capture_list)),
      optional(field('return_type', $.return_type)),
      ':',
    ),

    function_type: $ => prec.right(PREC.conditional, seq(
      $._function_type_start,
      repeat(field('effect', $._effect)),
      optional(field('return_type', $.return_type)),
      repeat(field('where', $.where_clause)),
    )),
    _function_type_start: $ => seq(
      optional(field('async', choice('async', '__async'))),
      choice('def', field('removed', alias('fn', $.removed_keyword))),
      optional(field('type_parameters', $.type_parameters)),
      field('parameters', alias($._type_arguments, $.parameters)),
    ),
    generator_type: $ => prec.right(PREC.conditional, seq(
      '__generator_type',
      field('type_parameters', $.type_parameters),
      field('type', $.expression),
    )),
    _type_arguments: $ => seq('(', list($, $._type_argument_item), $._close_paren),
    _type_argument_item: $ => choice(
      alias($._type_argument, $.parameter),
      $.positional_separator,
      $.keyword_separator,
      $.infer_separator,
    ),
    _type_argument: $ => seq(
      optional($._conventions),
      optional(field('splat', choice('*', '**'))),
      choice(
        field('type', $.expression),
        seq(field('name', $.identifier), ':', optional(field('type_splat', '*')), field('type', $.expression)),
      ),
      optional(seq('=', field('default', $.expression))),
    ),

    attribute: $ => prec.left(PREC.postfix, seq(
      field('object', $.primary_expression), '.', choice(field('attribute', $._any_name), $._bound),
    )),
    contextual_member: $ => prec(PREC.postfix, seq('.', field('attribute', $._any_name))),
    call: $ => prec(PREC.postfix, seq(field('function', $.primary_expression), field('arguments', $.argument_list))),
    subscript: $ => prec(PREC.postfix, seq(
      field('value', $.primary_expression),
      '[',
      list($, field('subscript', $._subscript_item)),
      $._close_bracket,
    )),
    transfer: $ => prec.left(PREC.postfix, seq(field('value', $.primary_expression), alias($._caret, '^'))),

    argument_list: $ => seq('(', list($, $._argument), $._close_paren),
    _argument: $ => choice($._element, $.keyword_argument, $.dictionary_splat),
    keyword_argument: $ => prec(1, seq(field('name', $._name), '=', choice(field('value', $.expression), $._open))),
    _subscript_item: $ => choice(
      $.expression, $.slice, $.list_splat, $.dictionary_splat,
      alias($._subscript_keyword, $.keyword_argument),
    ),
    _subscript_keyword: $ => prec(1, seq(field('name', $._name), '=', field('value', choice($.expression, $.slice)))),
    slice: $ => prec.left(seq(
      optional(field('start', $.expression)),
      ':',
      optional(field('stop', $.expression)),
      optional(seq(':', optional(field('step', $.expression)))),
    )),

    list_splat: $ => prec(PREC.bitwise_or, seq('*', field('value', $.expression))),
    dictionary_splat: $ => seq('**', field('value', $.expression)),

    _element: $ => choice(
      $.expression,
      $.list_splat,
      $.as_pattern,
      $.var_pattern,
      $.ref_pattern,
      alias($._named_pattern, $.named_expression),
    ),

    parenthesized_expression: $ => prec(1, seq('(', field('inner', $._element), $._close_paren)),
    tuple: $ => seq('(', optional(choice(
      $._open,
      seq($._element, ',', optional($._open)),
      seq($._element, repeat1(seq(',', $._element)), optional(seq(',', optional($._open)))),
    )), $._close_paren),

    list: $ => seq('[', list($, $._element), $._close_bracket),
    set: $ => seq('{', list($, choice($._element, $.keyword_argument, $.dictionary_splat)), $._close_brace),
    dictionary: $ => seq(
      '{', $.pair, repeat(seq(',', choice($.pair, $.dictionary_splat))), optional(seq(',', optional($._open))), $._close_brace,
    ),
    pair: $ => seq(field('key', $.expression), ':', choice(field('value', $.expression), $._open)),

    list_comprehension: $ => seq('[', field('body', $.expression), $._comprehension_clauses, $._close_bracket),
    set_comprehension: $ => seq('{', field('body', $.expression), $._comprehension_clauses, $._close_brace),
    dictionary_comprehension: $ => seq('{', field('body', $.pair), $._comprehension_clauses, $._close_brace),
    _comprehension_clauses: $ => seq($.for_in_clause, repeat(choice($.for_in_clause, $.if_clause))),
    for_in_clause: $ => prec.left(seq('for', field('left', $._for_target), 'in', field('right', $.expression))),
    if_clause: $ => prec.left(seq('if', field('condition', $.expression))),

    intrinsic_call: $ => prec(PREC.postfix, choice(
      seq(field('function', alias(choice(...MAGIC), $.identifier)), field('arguments', $.argument_list)),
    )),

    // At the start of a statement `comptime (a, b) = …` declares names instead.
    comptime_expression: $ => prec(-1, seq('comptime', field('value', choice($.parenthesized_expression, $.tuple)))),

    // --- atoms ------------------------------------------------------------------------------

    identifier: _ => token(choice(/[A-Za-z_][A-Za-z0-9_$]*/, /`[^`\n\r\v\f]*`/)),
    _contextual_name: _ => prec(1, choice(...CONTEXTUAL)),
    _name: $ => choice($.identifier, alias($._contextual_name, $.identifier)),
    _any_name: $ => choice(
      $.identifier,
      alias($._contextual_name, $.identifier),
      alias(choice(...RESERVED, ...MAGIC), $.identifier),
    ),

    integer: _ => token(choice(
      /0[bB][01_]+/,
      /0[oO][0-7_]+/,
      /0[xX][0-9a-fA-F_]+/,
      /[0-9][0-9_]*/,
    )),
    float: _ => token(choice(
      /[0-9][0-9_]*\.([0-9][0-9_]*)?([eE][+-]?[0-9][0-9_]*)?/,
      /[0-9][0-9_]*[eE][+-]?[0-9][0-9_]*/,
      /\.[0-9][0-9_]*([eE][+-]?[0-9][0-9_]*)?/,
    )),

    string: $ => seq(
      $.string_start,
      repeat(choice($.interpolation, $.string_content)),
      $.string_end,
    ),
    string_content: $ => prec.right(repeat1(choice(
      $._string_content, $.escape_sequence, $._stray_backslash, $.brace_escape,
    ))),
    concatenated_string: $ => prec.right(seq($.string, repeat1($.string))),
    escape_sequence: _ => token.immediate(prec(1, seq('\\', choice(
      /u[a-fA-F0-9]{4}/,
      /U[a-fA-F0-9]{8}/,
      /x[a-fA-F0-9]{2}/,
      /[0-7]{1,3}/,
      /\r?\n/,
      /\r/,
      /['"abfnrtv\\]/,
    )))),
    _stray_backslash: _ => token.immediate('\\'),
    brace_escape: _ => token.immediate(prec(1, choice('{{', '}}'))),
    interpolation: $ => seq(token.immediate('{'), field('expression', $.expression), $._close_brace),

    true: _ => 'True',
    false: _ => 'False',
    none: _ => 'None',
    self_type: _ => 'Self',
    discard: _ => '_',
    ellipsis: _ => '...',
  },
});

/**
 * The inside of a bracket: any number, separated by commas, perhaps with one more comma.
 * @param {GrammarSymbols<string>} $
 * @param {RuleOrLiteral} item
 */
function list($, item) {
  const end = optional(seq(',', optional($._open)));
  return optional(choice($._open, seq(item, repeat(seq(',', item)), end)));
}

/**
 * One or more, separated by commas.
 * @param {RuleOrLiteral} rule
 */
function sep1(rule) {
  return seq(rule, repeat(seq(',', rule)));
}

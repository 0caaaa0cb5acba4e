// The external scanner: layout, the caret and strings.
//
// A line break ends a Mojo statement only if the next line starts at or left of the statement's own
// column; deeper lines continue it. The scanner therefore remembers the column of the line on which
// the current statement started (`head`), and the head column of every open block, nothing absolute:
// equal code keeps an equal state wherever it stands, so that edits leave the rest of a tree alone.

#include "tree_sitter/array.h"
#include "tree_sitter/parser.h"

#include <string.h>

enum Token {
  FILE_START,
  NEWLINE,
  INDENT,
  DEDENT,
  ONE_LINE,
  EMPTY_BODY,
  FLAT_CASES,
  THROWN,
  TRANSFER,
  STRING_START,
  STRING_CONTENT,
  STRING_END,
  BETWEEN_STATEMENTS,
  OPEN,
  BOUND,
  CUT_FIRST,
  CUT,
  CUT_END,
  COMMENT,
  JUDGED,
  ERROR_SENTINEL,
};

// A one-line suite (`if x: a; b`) cannot go on to the next line: every column ends it.
#define NO_CONTINUATION 0xFFFF
// What fits into the buffer that the runtime gives us; deeper code is an error, not a crash.
#define MAX_BLOCKS 400
#define MAX_DELIMITERS 31
// They share a byte with the number of delimiters.
#define JUDGED_BIT 0x80u
#define CUTTING_BIT 0x40u
#define CUT_ODD_BIT 0x20u

enum { QUOTE_SINGLE = 1, QUOTE_TRIPLE = 2, QUOTE_RAW = 4, QUOTE_TEMPLATE = 8 };

// `judged` while comments follow of which it is known that none of them ends the statement: deciding
// that means reading up to the next token, which is done once for a run of comments.
// `cutting` from the first cut of an unfinished statement to its end. Cuts are empty, and the runtime
// takes an empty token behind an error only if it changes the state: `cut_odd` does that.
typedef struct {
  uint16_t head;
  bool judged;
  bool cutting;
  bool cut_odd;
  Array(uint16_t) blocks;
  Array(uint8_t) delimiters;
} Scanner;

static inline void advance(TSLexer *lexer) { lexer->advance(lexer, false); }
static inline void skip(TSLexer *lexer) { lexer->advance(lexer, true); }

static inline bool is_line_end(int32_t c) { return c == '\n' || c == '\r' || c == '\v' || c == '\f'; }

static inline bool is_blank(TSLexer *lexer) {
  int32_t c = lexer->lookahead;
  return c == ' ' || c == '\t' || (c == 0 && !lexer->eof(lexer)) || c == 0xFEFF;
}

static inline bool is_word_start(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static inline bool is_quote(int32_t c) { return c == '"' || c == '\''; }

static inline bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static inline bool is_word(int32_t c) { return is_word_start(c) || is_digit(c) || c == '$'; }

// --- what comes next --------------------------------------------------------------------------

typedef struct {
  bool line_start;      // the next token is the first of its line
  bool at_end;          // there is no next token
  bool comment;         // a comment stands before it
  bool at_comment;      // that comment is where reading stopped
  bool line_feed;       // the first line end is one
  bool line_join;       // a backslash stands before it, where reading stopped
  uint16_t column;      // of the next token, if it starts a line
  uint16_t comment_column;  // of the first comment, if it has a line of its own
} Gap;

static inline uint16_t as_column(uint32_t column) {
  return column >= NO_CONTINUATION ? NO_CONTINUATION - 1 : (uint16_t)column;
}

static void skip_comment(TSLexer *lexer) {
  while (!lexer->eof(lexer) && !is_line_end(lexer->lookahead)) skip(lexer);
}

// Returns whether it was a line feed.
static bool skip_line_end(TSLexer *lexer) {
  if (lexer->lookahead == '\r') {
    skip(lexer);
    if (lexer->lookahead != '\n') return false;
  }
  bool line_feed = lexer->lookahead == '\n';
  skip(lexer);
  return line_feed;
}

// How far a gap must be read to decide what the grammar waits for.
typedef enum {
  TO_COMMENT,       // whatever follows, a comment is the next token
  TO_END_OF_LINE,   // a comment on this line is the next token, those on the next lines may not be
  TO_NEXT_TOKEN,
} Reach;

// The token NEWLINE ends behind the line feed, so that error recovery gets on and takes it. Behind an error each
// blank line can become a statement, from which all the others are looked over: of many that is too much, and
// NEWLINE takes them all.
#define MANY_LINE_ENDS 64

static inline bool is_of_newline(unsigned line_ends) { return line_ends == 1 || line_ends > MANY_LINE_ENDS; }

// A backslash that joins lines is a token of its own: what stands behind it is judged there.
static Gap read_gap(TSLexer *lexer, bool at_line_start, bool take_line_end, Reach reach) {
  Gap gap = {.line_start = at_line_start, .comment_column = NO_CONTINUATION};
  uint32_t column = 0;
  unsigned line_ends = 0;
  for (;;) {
    if (lexer->eof(lexer)) {
      gap.line_start = true;
      gap.at_end = true;
      column = 0;
      break;
    }
    if (is_line_end(lexer->lookahead)) {
      bool line_feed = skip_line_end(lexer);
      line_ends++;
      if (line_feed && line_ends == 1 && !gap.comment) gap.line_feed = true;
      if (line_feed && is_of_newline(line_ends) && !gap.comment && take_line_end) lexer->mark_end(lexer);
      gap.line_start = true;
      column = 0;
    } else if (is_blank(lexer)) {
      skip(lexer);
      column++;
    } else if (lexer->lookahead == '#') {
      if (gap.line_start && !gap.comment) gap.comment_column = as_column(column);
      gap.comment = true;
      if (reach == TO_COMMENT || (reach == TO_END_OF_LINE && line_ends == 0)) {
        gap.at_comment = true;
        break;
      }
      skip_comment(lexer);
    } else if (lexer->lookahead == '\\') {
      gap.line_join = true;
      gap.line_start = false;
      break;
    } else {
      break;
    }
  }
  gap.column = as_column(column);
  return gap;
}

// --- layout -----------------------------------------------------------------------------------

static bool ends_statement(const Scanner *scanner, const Gap *gap) {
  return gap->line_start && (gap->at_end || gap->column <= scanner->head);
}

static unsigned read_word(TSLexer *lexer, char *word, unsigned size) {
  unsigned length = 0;
  while (is_word(lexer->lookahead)) {
    if (length + 1 < size) word[length] = (char)lexer->lookahead;
    length++;
    advance(lexer);
  }
  word[length < size ? length : size - 1] = 0;
  return length;
}

static bool is_one_of(const char *word, const char *const *words) {
  for (; *words != NULL; words++) {
    if (strcmp(word, *words) == 0) return true;
  }
  return false;
}

// --- unfinished statements --------------------------------------------------------------------
//
// Inside brackets, and before the `:` of a header, a line at or left of the statement's column goes on
// with it. When such a line is a statement of its own, a bracket or colon was forgotten above. The
// grammar cannot know; the text of the line tells. Only then a NEWLINE is made where none may stand,
// which ends the damage there.

// How far a line is read to judge it: enough for any statement that people write by hand.
#define MAX_JUDGED 4096
// Lines of it inside brackets that nevertheless start at or left of its column. Where a bracket is never closed these
// are all that follow, and each of them may be judged as well.
#define MAX_JUDGED_OUTDENTED 32

typedef enum { LINE_PLAIN, LINE_COMMA, LINE_COLON, LINE_CONTINUED } LineEnd;

typedef struct {
  TSLexer *lexer;
  unsigned left;  // characters that may still be read
  uint16_t column;  // of the token reached at the start of a line
} Judge;

static inline bool can_read(const Judge *judge) { return judge->left > 0 && !judge->lexer->eof(judge->lexer); }

static inline int32_t read(Judge *judge) {
  int32_t c = judge->lexer->lookahead;
  advance(judge->lexer);
  judge->left--;
  return c;
}

static void read_comment(Judge *judge) {
  while (can_read(judge) && !is_line_end(judge->lexer->lookahead)) read(judge);
}

static bool read_quotes(Judge *judge, int32_t quote, unsigned count) {
  for (; count > 0; count--) {
    if (judge->lexer->lookahead != quote) return false;
    read(judge);
  }
  return true;
}

static void read_string(Judge *judge) {
  int32_t quote = read(judge);
  bool triple = false;
  if (judge->lexer->lookahead == quote) {
    read(judge);
    if (judge->lexer->lookahead != quote) return;
    read(judge);
    triple = true;
  }
  while (can_read(judge)) {
    if (!triple && is_line_end(judge->lexer->lookahead)) return;
    if (judge->lexer->lookahead == quote) {
      if (read_quotes(judge, quote, triple ? 3 : 1)) return;
    } else if (read(judge) == '\\' && can_read(judge)) {
      read(judge);
    }
  }
}

// Goes to the next token that starts a line.
static void read_to_next_line(Judge *judge) {
  unsigned column = 0;
  while (can_read(judge)) {
    int32_t c = judge->lexer->lookahead;
    if (c == '#') {
      read_comment(judge);
    } else if (is_line_end(c)) {
      read(judge);
      column = 0;
    } else if (is_blank(judge->lexer)) {
      read(judge);
      column++;
    } else {
      break;
    }
  }
  judge->column = column >= NO_CONTINUATION ? NO_CONTINUATION - 1 : (uint16_t)column;
}

// Reads a line with all that is deeper than `head` or in brackets, and tells how it ends.
static LineEnd read_logical_line(Judge *judge, uint16_t head) {
  unsigned depth = 0;
  unsigned outdented = 0;
  int32_t last = 0;
  while (can_read(judge)) {
    int32_t c = judge->lexer->lookahead;
    if (is_line_end(c)) {
      read_to_next_line(judge);
      if (judge->column > head) continue;
      if (depth == 0) break;
      if (++outdented > MAX_JUDGED_OUTDENTED) return LINE_CONTINUED;
      continue;
    }
    if (c == '#') {
      read_comment(judge);
      continue;
    }
    if (is_blank(judge->lexer)) {
      read(judge);
      continue;
    }
    last = c;
    if (c == '"' || c == '\'') {
      read_string(judge);
      continue;
    }
    read(judge);
    if (c == '(' || c == '[' || c == '{') depth++;
    if (c == ')' || c == ']' || c == '}') {
      if (depth == 0) return LINE_CONTINUED;
      depth--;
    }
    if (c == '\\' && is_line_end(judge->lexer->lookahead)) read(judge);
  }
  if (judge->left == 0) return LINE_CONTINUED;
  return last == ',' ? LINE_COMMA : last == ':' ? LINE_COLON : LINE_PLAIN;
}

static bool starts_statement_word(const char *word) {
  static const char *const words[] = {"struct", "trait",    "return",  "while",       "with",   "import",
                                      "from",   "pass",     "break", "raise",   "try",         "fn",     "comptime",
                                      "match",  "continue", "__enum",  "__extension", "assert", "alias",
                                      "__match", NULL};
  return is_one_of(word, words);
}

static bool needs_colon_word(const char *word) {
  static const char *const words[] = {"if", "for", "elif", "else", "except", "finally", "case", "async", "__async",
                                      "__mlir_region", NULL};
  return is_one_of(word, words);
}

static bool continues_expression_word(const char *word) {
  static const char *const words[] = {"and", "or", "in", "is", "as", "not", "if", "else", "for", "where", NULL};
  return is_one_of(word, words);
}

// Whether the token at the lexer continues the expression of the line before it.
static bool continues_expression(Judge *judge, uint16_t head) {
  int32_t c = judge->lexer->lookahead;
  if (is_word_start(c)) {
    char word[16];
    read_word(judge->lexer, word, sizeof word);
    if (!continues_expression_word(word)) return false;
    return !needs_colon_word(word) || read_logical_line(judge, head) != LINE_COLON;
  }
  return c != 0 && strchr(")]}+*/%&|^<>=!.:,;", (int)(c < 128 ? c : 'a')) != NULL;
}

// A `def` with a name is a definition; one with `(` or `[` behind it is a type.
static bool is_definition(TSLexer *lexer) {
  while (lexer->lookahead == ' ') advance(lexer);
  return is_word_start(lexer->lookahead) || lexer->lookahead == '`';
}

static bool is_declaration_word(const char *word) { return strcmp(word, "var") == 0 || strcmp(word, "ref") == 0; }

// Whether the line behind a `var` declares a variable: a parameter ends at a comma or a bracket.
static bool is_declaration(Judge *judge, uint16_t head) {
  if (judge->lexer->lookahead != ' ' || read_logical_line(judge, head) != LINE_PLAIN) return false;
  return judge->lexer->eof(judge->lexer) || !continues_expression(judge, head);
}

// Whether a word that is at home in a statement only begins one here.
static bool starts_statement(Judge *judge, const char *word) {
  TSLexer *lexer = judge->lexer;
  if (strcmp(word, "def") == 0) return is_definition(lexer);
  if (lexer->lookahead != ' ' && lexer->lookahead != ':' && !is_line_end(lexer->lookahead) && !lexer->eof(lexer)) {
    return false;
  }
  while (lexer->lookahead == ' ') advance(lexer);
  if (strcmp(word, "comptime") == 0) return is_word_start(lexer->lookahead);
  return lexer->lookahead != '=' && starts_statement_word(word);
}

// Whether a line that is indented like a part of the statement above it is one of its own nevertheless:
// its first word has no place inside an expression.
static bool is_statement_in_brackets(TSLexer *lexer, uint16_t column) {
  static const char *const words[] = {"return", "pass",  "raise", "while", "break", "continue", "struct", "trait",
                                      "import", "try",   "with",  NULL};
  if (!is_word_start(lexer->lookahead)) return false;
  Judge judge = {.lexer = lexer, .left = MAX_JUDGED, .column = 0};
  char word[16];
  read_word(lexer, word, sizeof word);
  if (strcmp(word, "def") == 0) return is_definition(lexer);
  if (is_declaration_word(word)) return is_declaration(&judge, column);
  return is_one_of(word, words);
}

// Whether a line whose first token is at the lexer is a statement of its own. `by_text`: any expression
// may begin here, so the whole line is judged; otherwise only words that begin statements count.
static bool is_new_statement(TSLexer *lexer, uint16_t head, bool by_text) {
  Judge judge = {.lexer = lexer, .left = MAX_JUDGED, .column = 0};
  int32_t c = lexer->lookahead;
  if (c == '@') {
    read(&judge);
    return is_word_start(lexer->lookahead);
  }
  if (is_word_start(c)) {
    char word[16];
    read_word(lexer, word, sizeof word);
    if (is_declaration_word(word)) return is_declaration(&judge, head);
    if (starts_statement(&judge, word)) return true;
    if (needs_colon_word(word)) return read_logical_line(&judge, head) == LINE_COLON;
    if (continues_expression_word(word) && strcmp(word, "not") != 0) return false;
  } else if (c != '(' && c != '[' && c != '`' && c != '_') {
    return false;
  }
  if (!by_text || read_logical_line(&judge, head) != LINE_PLAIN) return false;
  return lexer->eof(lexer) || !continues_expression(&judge, head);
}

static inline void end_cuts(Scanner *scanner) {
  scanner->cutting = false;
  scanner->cut_odd = false;
}

// The cases of a `match` may stand at its own column.
static bool scan_flat_cases(const Scanner *scanner, TSLexer *lexer, const Gap *gap) {
  if (gap->at_end || gap->column != scanner->head) return false;
  char word[8];
  read_word(lexer, word, sizeof word);
  lexer->result_symbol = FLAT_CASES;
  return strcmp(word, "case") == 0;
}

static bool scan_suite_start(Scanner *scanner, TSLexer *lexer, const bool *valid, const Gap *gap) {
  if (!gap->line_start) {
    if (gap->line_join || !valid[ONE_LINE]) return false;
    scanner->head = NO_CONTINUATION;
    end_cuts(scanner);
    lexer->result_symbol = ONE_LINE;
    return true;
  }
  if (!gap->at_end && scanner->head != NO_CONTINUATION && gap->column > scanner->head) {
    if (!valid[INDENT] || scanner->blocks.size >= MAX_BLOCKS) return false;
    array_push(&scanner->blocks, scanner->head);
    scanner->head = gap->column;
    end_cuts(scanner);
    lexer->result_symbol = INDENT;
    return true;
  }
  if (valid[FLAT_CASES] && scan_flat_cases(scanner, lexer, gap)) return true;
  if (!valid[EMPTY_BODY]) return false;
  scanner->head = gap->column;
  end_cuts(scanner);
  lexer->result_symbol = EMPTY_BODY;
  return true;
}

// Between two statements `head` already is the column of the next one.
static bool scan_dedent(Scanner *scanner, TSLexer *lexer, const Gap *gap) {
  if (scanner->blocks.size == 0) return false;
  uint16_t header = *array_back(&scanner->blocks);
  if (scanner->head > header) return false;
  // A comment that is indented like the block still belongs to it.
  if (gap->comment_column != NO_CONTINUATION && gap->comment_column > header) return false;
  (void)array_pop(&scanner->blocks);
  end_cuts(scanner);
  lexer->result_symbol = DEDENT;
  return true;
}

static bool scan_newline(Scanner *scanner, TSLexer *lexer, const Gap *gap) {
  if (gap->at_comment || !(scanner->cutting ? gap->line_start : ends_statement(scanner, gap))) return false;
  scanner->head = gap->column;
  scanner->judged = gap->comment;
  end_cuts(scanner);
  lexer->result_symbol = NEWLINE;
  return true;
}

// The comments before a token that has been judged. Each tells whether it is the last one.
static bool scan_comment(Scanner *scanner, TSLexer *lexer) {
  while (!lexer->eof(lexer) && !is_line_end(lexer->lookahead)) advance(lexer);
  lexer->mark_end(lexer);
  lexer->result_symbol = COMMENT;
  while (!lexer->eof(lexer) && (is_blank(lexer) || is_line_end(lexer->lookahead))) advance(lexer);
  scanner->judged = lexer->lookahead == '#';
  return true;
}

static bool scan_before_comment(Scanner *scanner, TSLexer *lexer, const Gap *gap) {
  if (scanner->judged) return scan_comment(scanner, lexer);
  if (gap->at_comment) return false;
  scanner->judged = true;
  lexer->result_symbol = JUDGED;
  return true;
}

// --- the caret --------------------------------------------------------------------------------

// Reserved words that cannot begin an operand.
static const char *const not_operands[] = {
    "and",   "as",       "elif",     "else",  "except", "finally", "for",    "from",     "if",    "import",
    "in",    "is",       "or",       "assert", "break", "case",    "class",  "continue", "del",   "global",
    "match", "nonlocal", "pass",     "raise", "return", "struct",  "trait",  "try",      "while", "with",
    "yield", "__enum",   "__match",  "__extension", "__mlir_region", NULL};

static bool word_starts_operand(TSLexer *lexer) {
  char word[16];
  read_word(lexer, word, sizeof word);
  return !is_one_of(word, not_operands);
}

// Whether the token at the lexer can begin an operand, which makes the `^` before it an xor.
static bool starts_operand(TSLexer *lexer) {
  int32_t c = lexer->lookahead;
  if (is_word_start(c)) return word_starts_operand(lexer);
  if (is_digit(c)) return true;
  switch (c) {
    case '+':
    case '-':
    case '~':
    case '(':
    case '[':
    case '{':
    case '"':
    case '\'':
    case '`':
      return true;
    case '*':
      advance(lexer);
      return lexer->lookahead != '*' && lexer->lookahead != '=';
    case '=':
      advance(lexer);
      return lexer->lookahead == '=';
    case '.':
      advance(lexer);
      if (is_digit(lexer->lookahead)) return true;
      if (lexer->lookahead != '.') return false;
      advance(lexer);
      return lexer->lookahead == '.';
    default:
      return false;
  }
}

// The type behind `raises` must stand on its line; an effect, captures or `->` are none.
static bool scan_thrown(TSLexer *lexer) {
  static const char *const effects[] = {"raises", "capturing", "thin", "abi", "escaping", "where", NULL};
  lexer->result_symbol = THROWN;
  if (lexer->lookahead == '{') return false;
  if (lexer->lookahead == '-') {
    advance(lexer);
    return lexer->lookahead != '>';
  }
  if (!is_word_start(lexer->lookahead)) return starts_operand(lexer);
  char word[16];
  read_word(lexer, word, sizeof word);
  return !is_one_of(word, effects) && !is_one_of(word, not_operands);
}

static bool scan_caret(const Scanner *scanner, TSLexer *lexer, bool at_statement_level) {
  advance(lexer);
  if (lexer->lookahead == '=') return false;
  lexer->mark_end(lexer);
  lexer->result_symbol = TRANSFER;
  Gap gap = {0};
  bool line_start = false;
  uint32_t column = 0;
  for (;;) {
    if (lexer->eof(lexer)) return true;
    if (is_line_end(lexer->lookahead)) {
      advance(lexer);
      line_start = true;
      column = 0;
    } else if (is_blank(lexer)) {
      advance(lexer);
      column++;
    } else if (lexer->lookahead == '#') {
      while (!lexer->eof(lexer) && !is_line_end(lexer->lookahead)) advance(lexer);
    } else if (lexer->lookahead == '\\') {
      advance(lexer);
      while (lexer->lookahead == ' ' || lexer->lookahead == '\t' || lexer->lookahead == '\r') advance(lexer);
      if (lexer->lookahead != '\n') break;
      advance(lexer);
      line_start = false;
    } else {
      break;
    }
  }
  gap.line_start = line_start;
  gap.column = column >= NO_CONTINUATION ? NO_CONTINUATION - 1 : (uint16_t)column;
  if (at_statement_level && ends_statement(scanner, &gap)) return true;
  // `take(item^` above a line that is a statement of its own.
  if (gap.line_start && gap.column <= scanner->head && is_new_statement(lexer, scanner->head, true)) return true;
  return !starts_operand(lexer);
}

// --- strings ----------------------------------------------------------------------------------

static inline int32_t quote_of(uint8_t delimiter) { return (delimiter & QUOTE_SINGLE) ? '\'' : '"'; }

static bool scan_string_start(Scanner *scanner, TSLexer *lexer) {
  uint8_t delimiter = 0;
  for (int prefixes = 0; prefixes < 2; prefixes++) {
    int32_t c = lexer->lookahead;
    if ((c == 'r' || c == 'R') && !(delimiter & QUOTE_RAW)) {
      delimiter |= QUOTE_RAW;
    } else if ((c == 't' || c == 'T') && !(delimiter & QUOTE_TEMPLATE)) {
      delimiter |= QUOTE_TEMPLATE;
    } else {
      break;
    }
    advance(lexer);
  }
  int32_t quote = lexer->lookahead;
  if (quote != '"' && quote != '\'') return false;
  if (quote == '\'') delimiter |= QUOTE_SINGLE;
  advance(lexer);
  lexer->mark_end(lexer);
  if (lexer->lookahead == quote) {
    advance(lexer);
    if (lexer->lookahead == quote) {
      advance(lexer);
      lexer->mark_end(lexer);
      delimiter |= QUOTE_TRIPLE;
    }
  }
  if (scanner->delimiters.size >= MAX_DELIMITERS) return false;
  array_push(&scanner->delimiters, delimiter);
  lexer->result_symbol = STRING_START;
  return true;
}

// Takes the closing quotes if they stand here; otherwise leaves the lexer behind the quotes seen.
static bool at_string_end(TSLexer *lexer, uint8_t delimiter) {
  int32_t quote = quote_of(delimiter);
  unsigned needed = (delimiter & QUOTE_TRIPLE) ? 3 : 1;
  for (unsigned seen = 0; seen < needed; seen++) {
    if (lexer->lookahead != quote) return false;
    advance(lexer);
  }
  return true;
}

// In raw strings a backslash protects the next character; in others it begins an escape sequence,
// which is a token of the grammar.
static bool scan_string_body(Scanner *scanner, TSLexer *lexer, const bool *valid) {
  uint8_t delimiter = *array_back(&scanner->delimiters);
  bool has_content = false;
  lexer->mark_end(lexer);
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    if ((delimiter & QUOTE_TEMPLATE) && (c == '{' || c == '}')) {
      if (c == '{' || has_content) break;
      lexer->mark_end(lexer);
      advance(lexer);
      if (lexer->lookahead == '}') return false;  // `}}` is a token of the grammar
      lexer->mark_end(lexer);
      has_content = true;
      continue;
    }
    if (c == '\\') {
      if (!(delimiter & QUOTE_RAW)) break;
      advance(lexer);
      if (lexer->lookahead == '{' && (delimiter & QUOTE_TEMPLATE)) {
        lexer->mark_end(lexer);
        has_content = true;
        continue;
      }
      if (!lexer->eof(lexer)) advance(lexer);
      lexer->mark_end(lexer);
      has_content = true;
      continue;
    }
    if (c == quote_of(delimiter)) {
      lexer->mark_end(lexer);
      bool ends = at_string_end(lexer, delimiter);
      if (has_content && ends) break;
      if (ends) {
        if (!valid[STRING_END]) return false;
        lexer->mark_end(lexer);
        (void)array_pop(&scanner->delimiters);
        lexer->result_symbol = STRING_END;
        return true;
      }
      lexer->mark_end(lexer);
      has_content = true;
      continue;
    }
    if ((c == '\n' || c == '\r') && !(delimiter & QUOTE_TRIPLE)) {
      // Not closed on its line: the string ends here, so that the next line is itself again.
      if (has_content) break;
      if (!valid[STRING_END]) return false;
      (void)array_pop(&scanner->delimiters);
      lexer->result_symbol = STRING_END;
      return true;
    }
    advance(lexer);
    lexer->mark_end(lexer);
    has_content = true;
  }
  if (!has_content) {
    if (!lexer->eof(lexer) || !valid[STRING_END]) return false;
    (void)array_pop(&scanner->delimiters);
    lexer->result_symbol = STRING_END;
    return true;
  }
  lexer->result_symbol = STRING_CONTENT;
  return valid[STRING_CONTENT];
}

// --- entry points -----------------------------------------------------------------------------

void *tree_sitter_minimojo_external_scanner_create(void) {
  Scanner *scanner = ts_calloc(1, sizeof(Scanner));
  array_init(&scanner->blocks);
  array_init(&scanner->delimiters);
  return scanner;
}

void tree_sitter_minimojo_external_scanner_destroy(void *payload) {
  Scanner *scanner = payload;
  array_delete(&scanner->blocks);
  array_delete(&scanner->delimiters);
  ts_free(scanner);
}

unsigned tree_sitter_minimojo_external_scanner_serialize(void *payload, char *buffer) {
  Scanner *scanner = payload;
  unsigned size = 0;
  buffer[size++] = (char)(scanner->head & 0xFF);
  buffer[size++] = (char)(scanner->head >> 8);
  buffer[size++] = (char)(scanner->delimiters.size | (scanner->judged ? JUDGED_BIT : 0) |
                          (scanner->cutting ? CUTTING_BIT : 0) | (scanner->cut_odd ? CUT_ODD_BIT : 0));
  for (unsigned i = 0; i < scanner->delimiters.size; i++) buffer[size++] = (char)*array_get(&scanner->delimiters, i);
  for (unsigned i = 0; i < scanner->blocks.size; i++) {
    buffer[size++] = (char)(*array_get(&scanner->blocks, i) & 0xFF);
    buffer[size++] = (char)(*array_get(&scanner->blocks, i) >> 8);
  }
  return size;
}

void tree_sitter_minimojo_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Scanner *scanner = payload;
  array_clear(&scanner->blocks);
  array_clear(&scanner->delimiters);
  scanner->head = 0;
  scanner->judged = false;
  scanner->cutting = false;
  scanner->cut_odd = false;
  if (length < 3) return;
  scanner->head = (uint16_t)((uint8_t)buffer[0] | ((uint8_t)buffer[1] << 8));
  unsigned size = 3;
  unsigned delimiters = (uint8_t)buffer[2] & MAX_DELIMITERS;
  scanner->judged = ((uint8_t)buffer[2] & JUDGED_BIT) != 0;
  scanner->cutting = ((uint8_t)buffer[2] & CUTTING_BIT) != 0;
  scanner->cut_odd = ((uint8_t)buffer[2] & CUT_ODD_BIT) != 0;
  for (unsigned i = 0; i < delimiters && size < length; i++) array_push(&scanner->delimiters, (uint8_t)buffer[size++]);
  for (; size + 1 < length; size += 2) {
    array_push(&scanner->blocks, (uint16_t)((uint8_t)buffer[size] | ((uint8_t)buffer[size + 1] << 8)));
  }
}

// Whether the grammar waits for none of our tokens but comments, as behind the first cut.
static inline bool is_mute(const bool *valid) {
  for (int token = FILE_START; token < COMMENT; token++) {
    if (valid[token]) return false;
  }
  return true;
}

// Ends the innermost of what is unfinished before a line that is a statement of its own.
static bool cut(Scanner *scanner, TSLexer *lexer, const bool *valid, const Gap *gap) {
  if (valid[CUT_END] || (scanner->cutting && is_mute(valid))) {
    lexer->result_symbol = CUT_END;
  } else {
    lexer->result_symbol = scanner->cutting || !valid[CUT_FIRST] ? CUT : CUT_FIRST;
  }
  scanner->cutting = true;
  scanner->cut_odd = !scanner->cut_odd;
  if (gap->column < scanner->head) scanner->head = gap->column;
  return true;
}

// A line that cannot belong to the statement above it, though the grammar still waits for the rest.
static bool scan_cut(Scanner *scanner, TSLexer *lexer, const bool *valid, const Gap *gap) {
  if (gap->at_end || scanner->cutting) return cut(scanner, lexer, valid, gap);
  bool by_text = valid[OPEN] || valid[TRANSFER];
  if (gap->column > scanner->head) {
    bool name_expected = valid[BOUND] && !valid[CUT_FIRST] && !valid[STRING_START];  // behind a dot any word is one
    if (name_expected) return false;
    bool is_docstring = valid[CUT_FIRST] && !valid[STRING_START] && is_quote(lexer->lookahead);
    if (!is_docstring && !is_statement_in_brackets(lexer, gap->column)) return false;
  } else if (!valid[BOUND] && !is_new_statement(lexer, scanner->head, by_text)) {
    return false;
  }
  return cut(scanner, lexer, valid, gap);
}

// While an error is being skipped, each line end is looked at twice: first for a cut, which is empty, then
// for the NEWLINE, which is not.
static bool scan_cut_in_error(Scanner *scanner, TSLexer *lexer) {
  scanner->cut_odd = true;
  lexer->result_symbol = is_new_statement(lexer, scanner->head, false) ? CUT : NEWLINE;
  return true;
}

static bool scan_operand(Scanner *scanner, TSLexer *lexer, const bool *valid, const Gap *gap, bool recovering) {
  int32_t c = lexer->lookahead;
  if (valid[TRANSFER] && c == '^') return scan_caret(scanner, lexer, valid[NEWLINE]);
  bool may_be_string = c == '"' || c == '\'' || c == 'r' || c == 'R' || c == 't' || c == 'T';
  if (gap->line_start && !recovering && !valid[NEWLINE] && !valid[BETWEEN_STATEMENTS]) {
    if (may_be_string && !valid[BOUND] && valid[STRING_START] && scan_string_start(scanner, lexer)) return true;
    return scan_cut(scanner, lexer, valid, gap);
  }
  return may_be_string && valid[STRING_START] && scan_string_start(scanner, lexer);
}

static inline Reach needed_reach(const Scanner *scanner, const bool *valid, bool recovering) {
  if (scanner->judged) return TO_COMMENT;
  if (!recovering && (valid[FILE_START] || valid[INDENT] || valid[ONE_LINE])) return TO_NEXT_TOKEN;
  return valid[NEWLINE] ? TO_END_OF_LINE : TO_COMMENT;
}

bool tree_sitter_minimojo_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Scanner *scanner = payload;
  bool may_cut = is_blank(lexer) || is_line_end(lexer->lookahead) || lexer->eof(lexer);
  if (!scanner->judged && !may_cut && is_mute(valid)) return false;
  bool recovering = valid[ERROR_SENTINEL];
  if (!recovering && (valid[STRING_CONTENT] || valid[STRING_END]) && scanner->delimiters.size > 0) {
    return scan_string_body(scanner, lexer, valid);
  }
  lexer->mark_end(lexer);
  bool between_statements = !recovering && (valid[BETWEEN_STATEMENTS] || valid[FILE_START]);
  bool take_line_end =
      recovering ? scanner->cut_odd : between_statements || valid[NEWLINE] || valid[INDENT] || valid[ONE_LINE];
  Gap gap = read_gap(lexer, between_statements || scanner->judged, take_line_end, needed_reach(scanner, valid, recovering));
  if (valid[FILE_START] && !recovering) {
    scanner->head = gap.column;
    lexer->result_symbol = FILE_START;
    return true;
  }
  if (!recovering && (valid[INDENT] || valid[ONE_LINE]) && scan_suite_start(scanner, lexer, valid, &gap)) return true;
  if (!recovering && valid[THROWN] && !gap.line_start) return !gap.comment && !gap.line_join && scan_thrown(lexer);
  if (recovering && !scanner->cut_odd && gap.line_feed && !gap.comment && !gap.at_end &&
      ends_statement(scanner, &gap)) {
    return scan_cut_in_error(scanner, lexer);
  }
  if (!scanner->judged && valid[NEWLINE] && scan_newline(scanner, lexer, &gap)) return true;
  if (valid[DEDENT] && scan_dedent(scanner, lexer, &gap)) return true;
  if (gap.comment) return scan_before_comment(scanner, lexer, &gap);
  scanner->judged = false;
  // Behind the decorators is nothing: the end of the file must not take the block around them along.
  if (!recovering && gap.at_end && valid[BETWEEN_STATEMENTS] && valid[CUT_FIRST]) return cut(scanner, lexer, valid, &gap);
  return !gap.line_join && scan_operand(scanner, lexer, valid, &gap, recovering);
}

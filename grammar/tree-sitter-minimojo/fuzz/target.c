// What the fuzzer runs: a text is parsed from scratch, edited, and parsed again on top of the old tree.
//
// The last bytes of an input say which edits are made; what they insert is taken from the text itself.
// Beside memory errors, these are findings: a tree that is no tree, a tree without errors that differs
// from the one of the same text from scratch, a text that is read again and again (one text in thirty-two
// is repeated until it is long, which shows what grows faster than the text), and a state of the scanner
// that does not survive being written down.
//
// How the runtime gets over errors takes, for some texts, time that grows with the square of their length.
// No grammar can help that, so whoever uses it has to give such texts up: here as MiniMojo does.

#include <tree_sitter/api.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const TSLanguage *tree_sitter_minimojo(void);
void *tree_sitter_minimojo_external_scanner_create(void);
void tree_sitter_minimojo_external_scanner_destroy(void *scanner);
unsigned tree_sitter_minimojo_external_scanner_serialize(void *scanner, char *buffer);
void tree_sitter_minimojo_external_scanner_deserialize(void *scanner, const char *buffer, unsigned length);

#define EDITS 3
#define BYTES_PER_EDIT 5
#define LONG_TEXT (8 * 1024)
#define SCANNER_BUFFER 1024
// Of the pieces in which the runtime is given the text; each time it asks for one counts.
#define PIECE 64

// A text that takes more steps is given up.
#define FREE_STEPS 200000
#define STEPS_PER_BYTE 20
#define OPERATIONS_PER_CALLBACK 100
// A text may be read so often; see README.md.
#define FREE_PIECES 2000
#define PIECES_PER_BYTE 20

#define REQUIRE(condition, ...)                \
  do {                                         \
    if (!(condition)) {                        \
      fprintf(stderr, "FINDING: " __VA_ARGS__); \
      fputc('\n', stderr);                     \
      abort();                                 \
    }                                          \
  } while (0)

typedef struct {
  char *bytes;
  uint32_t length;
  uint64_t steps;
  uint64_t pieces;
} Text;

// --- parsing ------------------------------------------------------------------------------------

static const char *read_piece(void *payload, uint32_t at, TSPoint position, uint32_t *length) {
  (void)position;
  Text *text = payload;
  text->pieces++;
  if (at >= text->length) {
    *length = 0;
    return "";
  }
  uint32_t left = text->length - at;
  *length = left < PIECE ? left : PIECE;
  return text->bytes + at;
}

static bool is_dear(const Text *text) {
  return text->steps > FREE_STEPS + (uint64_t)STEPS_PER_BYTE * text->length;
}

static bool count_steps(TSParseState *state) {
  Text *text = state->payload;
  text->steps += OPERATIONS_PER_CALLBACK;
  return is_dear(text);
}

// NULL for a text that is given up.
static TSTree *parse(TSParser *parser, const TSTree *old_tree, Text *text) {
  text->steps = text->pieces = 0;
  TSInput input = {.payload = text, .read = read_piece, .encoding = TSInputEncodingUTF8};
  TSParseOptions options = {.payload = text, .progress_callback = count_steps};
  TSTree *tree = ts_parser_parse_with_options(parser, old_tree, input, options);
  REQUIRE(tree || is_dear(text), "there is no tree");
  REQUIRE(text->pieces <= FREE_PIECES + (uint64_t)PIECES_PER_BYTE * text->length,
          "%u bytes were asked for %lu times", text->length, (unsigned long)text->pieces);
  if (!tree) ts_parser_reset(parser);
  return tree;
}

// --- trees --------------------------------------------------------------------------------------

// Every node lies inside its parent, behind its elder sibling.
static void check_tree(const TSTree *tree, uint32_t length) {
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
  REQUIRE(ts_node_end_byte(ts_tree_cursor_current_node(&cursor)) <= length, "the tree is longer than the text");
  for (bool going = true; going;) {
    TSNode node = ts_tree_cursor_current_node(&cursor);
    uint32_t start = ts_node_start_byte(node);
    uint32_t end = ts_node_end_byte(node);
    REQUIRE(start <= end, "a node ends before it starts");
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      REQUIRE(ts_node_start_byte(ts_tree_cursor_current_node(&cursor)) >= start, "a child starts too early");
      continue;
    }
    for (;;) {
      uint32_t before = ts_node_end_byte(ts_tree_cursor_current_node(&cursor));
      if (ts_tree_cursor_goto_next_sibling(&cursor)) {
        REQUIRE(ts_node_start_byte(ts_tree_cursor_current_node(&cursor)) >= before, "siblings overlap");
        break;
      }
      if (!ts_tree_cursor_goto_parent(&cursor)) {
        going = false;
        break;
      }
      REQUIRE(ts_node_end_byte(ts_tree_cursor_current_node(&cursor)) >= before, "a child ends too late");
    }
  }
  ts_tree_cursor_delete(&cursor);
}

static void check_same_node(const TSTreeCursor *left, const TSTreeCursor *right) {
  TSNode a = ts_tree_cursor_current_node(left);
  TSNode b = ts_tree_cursor_current_node(right);
  REQUIRE(ts_node_symbol(a) == ts_node_symbol(b) && ts_node_start_byte(a) == ts_node_start_byte(b) &&
              ts_node_end_byte(a) == ts_node_end_byte(b) &&
              ts_tree_cursor_current_field_id(left) == ts_tree_cursor_current_field_id(right),
          "reparsed: %s [%u, %u), from scratch: %s [%u, %u)", ts_node_type(a), ts_node_start_byte(a),
          ts_node_end_byte(a), ts_node_type(b), ts_node_start_byte(b), ts_node_end_byte(b));
}

static void check_same_tree(const TSTree *reparsed, const TSTree *from_scratch) {
  TSTreeCursor left = ts_tree_cursor_new(ts_tree_root_node(reparsed));
  TSTreeCursor right = ts_tree_cursor_new(ts_tree_root_node(from_scratch));
  for (bool going = true; going;) {
    check_same_node(&left, &right);
    bool down = ts_tree_cursor_goto_first_child(&left);
    REQUIRE(down == ts_tree_cursor_goto_first_child(&right), "one node has children, the other has none");
    if (down) continue;
    for (;;) {
      bool on = ts_tree_cursor_goto_next_sibling(&left);
      REQUIRE(on == ts_tree_cursor_goto_next_sibling(&right), "one node has more children than the other");
      if (on) break;
      bool up = ts_tree_cursor_goto_parent(&left);
      ts_tree_cursor_goto_parent(&right);
      if (!up) {
        going = false;
        break;
      }
    }
  }
  ts_tree_cursor_delete(&left);
  ts_tree_cursor_delete(&right);
}

// --- edits --------------------------------------------------------------------------------------

static TSPoint point_at(const Text *text, uint32_t at) {
  TSPoint point = {0, 0};
  for (uint32_t i = 0; i < at; i++) {
    if (text->bytes[i] == '\n') {
      point.row++;
      point.column = 0;
    } else {
      point.column++;
    }
  }
  return point;
}

static Text copy(const char *bytes, uint32_t length) {
  Text text = {.bytes = malloc(length + 1), .length = length};
  memcpy(text.bytes, bytes, length);
  return text;
}

// Replaces a piece of `text` with another piece of it, and tells `tree`.
static Text edited(TSTree *tree, const Text *text, const uint8_t *edit) {
  uint32_t at = (uint32_t)(edit[0] << 8 | edit[1]) % (text->length + 1);
  uint32_t removed = edit[2] & 0x3F;
  if (removed > text->length - at) removed = text->length - at;
  uint32_t from = (uint32_t)((uint64_t)edit[3] * text->length / 256);
  uint32_t inserted = edit[4] & 0x3F;
  if (inserted > text->length - from) inserted = text->length - from;
  Text after = {.length = text->length - removed + inserted};
  after.bytes = malloc(after.length + 1);
  memcpy(after.bytes, text->bytes, at);
  memcpy(after.bytes + at, text->bytes + from, inserted);
  memcpy(after.bytes + at + inserted, text->bytes + at + removed, text->length - at - removed);
  TSInputEdit input_edit = {
      .start_byte = at,
      .old_end_byte = at + removed,
      .new_end_byte = at + inserted,
      .start_point = point_at(text, at),
      .old_end_point = point_at(text, at + removed),
      .new_end_point = point_at(&after, at + inserted),
  };
  ts_tree_edit(tree, &input_edit);
  return after;
}

static void check_edits(TSParser *parser, Text *text, const uint8_t *edits) {
  TSTree *tree = parse(parser, NULL, text);
  for (unsigned i = 0; tree && i < EDITS; i++) {
    check_tree(tree, text->length);
    Text after = edited(tree, text, edits + i * BYTES_PER_EDIT);
    TSTree *reparsed = parse(parser, tree, &after);
    if (reparsed && !ts_node_has_error(ts_tree_root_node(reparsed))) {
      TSTree *from_scratch = parse(parser, NULL, &after);
      REQUIRE(from_scratch, "a text without errors is given up");
      check_same_tree(reparsed, from_scratch);
      ts_tree_delete(from_scratch);
    }
    ts_tree_delete(tree);
    tree = reparsed;
    free(text->bytes);
    *text = after;
  }
  if (!tree) return;
  check_tree(tree, text->length);
  ts_tree_delete(tree);
}

// A piece of the text again and again between what stands before and behind it: what grows faster than
// the text shows.
static void check_growth(TSParser *parser, const Text *text, const uint8_t *edit) {
  if (text->length == 0) return;
  uint32_t at = (uint32_t)(edit[0] << 8 | edit[1]) % text->length;
  uint32_t size = 1 + edit[2];
  if (size > text->length - at) size = text->length - at;
  Text grown = {.bytes = malloc(text->length + LONG_TEXT + size)};
  memcpy(grown.bytes, text->bytes, at);
  grown.length = at;
  while (grown.length < LONG_TEXT) {
    memcpy(grown.bytes + grown.length, text->bytes + at, size);
    grown.length += size;
  }
  uint32_t rest = text->length - at - size;
  memcpy(grown.bytes + grown.length, text->bytes + at + size, rest);
  grown.length += rest;
  TSTree *tree = parse(parser, NULL, &grown);
  if (tree) {
    check_tree(tree, grown.length);
    ts_tree_delete(tree);
  }
  free(grown.bytes);
}

// --- the scanner --------------------------------------------------------------------------------

static void check_scanner(const char *bytes, size_t size) {
  char first[SCANNER_BUFFER];
  char second[SCANNER_BUFFER];
  void *scanner = tree_sitter_minimojo_external_scanner_create();
  unsigned length = (unsigned)(size < SCANNER_BUFFER ? size : SCANNER_BUFFER);
  tree_sitter_minimojo_external_scanner_deserialize(scanner, bytes, length);
  unsigned first_length = tree_sitter_minimojo_external_scanner_serialize(scanner, first);
  tree_sitter_minimojo_external_scanner_deserialize(scanner, first, first_length);
  unsigned second_length = tree_sitter_minimojo_external_scanner_serialize(scanner, second);
  REQUIRE(first_length == second_length && memcmp(first, second, first_length) == 0,
          "the state of the scanner does not survive being written down");
  tree_sitter_minimojo_external_scanner_destroy(scanner);
}

static bool is_repeated(const uint8_t *data, size_t size) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < size; i++) hash = (hash ^ data[i]) * 16777619u;
  return (hash >> 16) % 32 == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const uint8_t no_edits[EDITS * BYTES_PER_EDIT] = {0};
  check_scanner((const char *)data, size);
  bool has_edits = size > sizeof no_edits;
  Text text = copy((const char *)data, (uint32_t)(has_edits ? size - sizeof no_edits : size));
  const uint8_t *edits = has_edits ? data + text.length : no_edits;
  TSParser *parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_minimojo());
  if (is_repeated(data, size)) check_growth(parser, &text, edits);
  check_edits(parser, &text, edits);
  ts_parser_delete(parser);
  free(text.bytes);
  return 0;
}

"""What the standard library has renamed since 2023, where the new name means the same (release notes 24.1 to 1.2)."""

from __future__ import annotations

RENAMED = {
    # Constructors in place of functions (25.1).
    "bool": "Bool",
    "float": "Float64",
    "int": "Int",
    "str": "String",
    # Magic functions (24.6, 25.7).
    "__lifetime_of": "origin_of",
    "__origin_of": "origin_of",
    "__type_of": "type_of",
    # Traits (25.3, 25.4, 25.7, 26.1).
    "BoolableCollectionElement": "Boolable & Copyable & Deinitable",
    "BoolableKeyElement": "Boolable & KeyElement",
    "CollectionElement": "Copyable & Deinitable",
    "CollectionElementNew": "Copyable & Deinitable",
    "ComparableCollectionElement": "Comparable & Copyable & Deinitable",
    "EqualityComparable": "Equatable",
    "EqualityComparableCollectionElement": "Equatable & Copyable & Deinitable",
    "ExplicitlyCopyable": "Copyable",
    "Formattable": "Writable",
    "FormattableCollectionElement": "Writable & Copyable & Deinitable",
    "GreaterThanComparable": "Comparable",
    "GreaterThanOrEqualComparable": "Comparable",
    "ImplicitlyDestructible": "Deinitable",
    "LessThanComparable": "Comparable",
    "LessThanOrEqualComparable": "Comparable",
    "PythonConvertible": "ConvertibleToPython",
    "Representable": "Writable",
    "RepresentableCollectionElement": "Writable & Copyable & Deinitable",
    "RepresentableKeyElement": "Writable & KeyElement",
    "Stringable": "Writable",
    "StringableCollectionElement": "Writable & Copyable & Deinitable",
    "StringableRaising": "Writable",
    "WritableCollectionElement": "Writable & Copyable & Deinitable",
    # Types (24.4 to 1.2).
    "Arc": "ArcPointer",
    "Char": "Codepoint",
    "Consistency": "Ordering",
    "DynamicVector": "List",
    "ImmutOpaquePointer": "ImmOpaquePointer",
    "ImmutOrigin": "ImmOrigin",
    "ImmutPointer": "ImmPointer",
    "ImmutSpan": "ImmSpan",
    "ImmutUntrackedOrigin": "ImmUntrackedOrigin",
    "ImmutableLifetime": "ImmOrigin",
    "ImmutableOrigin": "ImmOrigin",
    "InlineArray": "Array",
    "InlineString": "String",
    "InlinedString": "String",
    "MutableAnyOrigin": "MutAnyOrigin",
    "MutableLifetime": "MutOrigin",
    "MutableOrigin": "MutOrigin",
    "ImmutableAnyOrigin": "ImmutAnyOrigin",
    "ImmutExternalOrigin": "ImmUntrackedOrigin",
    "ExternalOrigin": "UntrackedOrigin",
    "MutExternalOrigin": "MutUntrackedOrigin",
    "Reference": "Pointer",
    "StaticConstantOrigin": "ImmStaticOrigin",
    "StaticIntTuple": "IndexList",
    "UnsafePointer": "Pointer",
    "C_char": "c_char",
    "C_double": "c_double",
    "C_float": "c_float",
    "C_int": "c_int",
    "C_long": "c_long",
    "C_long_long": "c_long_long",
    "C_short": "c_short",
    "C_size_t": "c_size_t",
    "C_ssize_t": "c_ssize_t",
    "C_uchar": "c_uchar",
    "C_uint": "c_uint",
    "C_ushort": "c_ushort",
    # Functions.
    "alignof": "align_of",
    "bit_ceil": "next_power_of_two",
    "bit_floor": "prev_power_of_two",
    "bit_length": "bit_width",
    "bitreverse": "bit_reverse",
    "bitwidthof": "bit_width_of",
    "bswap": "byte_swap",
    "countl_zero": "count_leading_zeros",
    "countr_zero": "count_trailing_zeros",
    "ctlz": "count_leading_zeros",
    "ctpop": "pop_count",
    "cttz": "count_trailing_zeros",
    "destroy_n": "unsafe_destroy_n",
    "env_get_bool": "get_defined_bool",
    "env_get_dtype": "get_defined_dtype",
    "env_get_int": "get_defined_int",
    "env_get_string": "get_defined_string",
    "has_avx": "CompilationTarget.has_avx",
    "has_avx2": "CompilationTarget.has_avx2",
    "has_avx512f": "CompilationTarget.has_avx512f",
    "has_neon": "CompilationTarget.has_neon",
    "has_sse4": "CompilationTarget.has_sse4",
    "is_apple_silicon": "CompilationTarget.is_apple_silicon",
    "is_x86": "CompilationTarget.is_x86",
    "isqrt": "rsqrt",
    "memcmp": "unsafe_memcmp",
    "memcpy": "unsafe_memcpy",
    "memmove": "unsafe_memmove",
    "memset": "unsafe_memset",
    "memset_zero": "unsafe_memset_zero",
    "now": "perf_counter_ns",
    "os_is_linux": "CompilationTarget.is_linux",
    "os_is_macos": "CompilationTarget.is_macos",
    "rotate_left": "rotate_bits_left",
    "rotate_right": "rotate_bits_right",
    "simdbitwidth": "simd_bit_width",
    "simdbytewidth": "simd_byte_width",
    "simdwidthof": "simd_width_of",
    "sizeof": "size_of",
    "tgamma": "gamma",
    "uninit_copy_n": "unsafe_uninit_copy_n",
    "uninit_move_n": "unsafe_uninit_move_n",
}
"""A name of an older library and what is written today."""

MOVED = {
    "std.builtin._location": "std.reflection.location",
    "std.builtin.file": "std.io.file",
    "std.builtin.file_descriptor": "std.io.file_descriptor",
    "std.builtin.io": "std.io.io",
    "std.builtin.math": "std.math",
    "std.builtin.simd": "std.simd",
}
"""Modules that are somewhere else today, for what is imported from them that is not known by itself."""

ALWAYS_THERE = frozenset(
    name
    for name in RENAMED
    if name[0].isupper() or name.startswith("__") or name in ("bool", "float", "int", "str")
)
"""Names that older releases knew without an import."""

DECORATORS = {"doc_private": "doc_hidden", "nonmaterializable": "__nonmaterializable"}
"""Renamed decorators."""

GONE_DECORATORS = frozenset(("adaptive", "closure", "noncapturing", "unroll"))
"""Decorators of functions and loops that said nothing about what a program means."""

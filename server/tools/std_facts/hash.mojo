# See prelude.mojo.

trait Hasher:
    def update(mut self, value: Some[Hashable]): ...
    def finish(var self) -> UInt64: ...

comptime default_hasher = AHasher
comptime default_comp_time_hasher = Fnv1a

# See prelude.mojo.

struct ArcPointer:
    def __getitem__[self_life: ImmOrigin](ref[self_life] self) -> ref[self_life.unsafe_mut_cast[True]()] T: ...

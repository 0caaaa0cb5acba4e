comptime ComplexFloat32 = ComplexSIMD[DType.float32, SIMDLength(1)]
comptime ComplexFloat64 = ComplexSIMD[DType.float64, SIMDLength(1)]
comptime ComplexScalar = ComplexSIMD[_, SIMDLength(1)]

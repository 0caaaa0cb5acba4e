comptime MAX_THREADS_PER_BLOCK_METADATA = _resolve_max_threads_per_block_metadata()
comptime WARP_SIZE = _resolve_warp_size()
comptime block_dim = _BlockDim()
comptime block_id_in_cluster = _ClusterBlockIdx()
comptime block_idx = _BlockIdx()
comptime cluster_dim = _ClusterDim()
comptime cluster_idx = _ClusterIdx()
comptime global_idx = _GlobalIdx()
comptime grid_dim = _GridDim()
def lane_id() -> Int: ...
def sm_id() -> Int: ...
comptime thread_idx = _ThreadIdx()
def warp_id[*, broadcast: Bool = False]() -> Int: ...

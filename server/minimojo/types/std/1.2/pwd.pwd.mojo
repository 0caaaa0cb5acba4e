struct Passwd(Copyable, Deinitable, Writable):
    var pw_name: String
    var pw_passwd: String
    var pw_uid: Int
    var pw_gid: Int
    var pw_gecos: String
    var pw_dir: String
    var pw_shell: String
    def copy(self) -> Self: ...
    def write_to(self, mut writer: Some[Writer]): ...
    def write_repr_to(self, mut writer: Some[Writer]): ...

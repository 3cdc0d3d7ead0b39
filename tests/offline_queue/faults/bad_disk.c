/* A disk that fails on demand, for tests: loaded before the C library (LD_PRELOAD). The program
 * finds both switches by their names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/types.h>
#include <unistd.h>

/* So many coming syncs fail with EIO. */
int failing_syncs = 0;
/* As after the kernel has made the file system read-only: what is open stays open. */
int read_only = 0;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define REFUSED(call) (read_only ? (errno = EROFS, -1) : (call))

static int fails(void) {
    if (failing_syncs <= 0) return 0;
    failing_syncs--;
    errno = EIO;
    return 1;
}

int fsync(int file) { return fails() ? -1 : REAL(fsync)(file); }
int fdatasync(int file) { return fails() ? -1 : REAL(fdatasync)(file); }

ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    return REFUSED(REAL(pwrite)(file, data, size, at));
}
ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    return REFUSED(REAL(pwrite64)(file, data, size, at));
}
int ftruncate(int file, off_t size) { return REFUSED(REAL(ftruncate)(file, size)); }
int ftruncate64(int file, off64_t size) { return REFUSED(REAL(ftruncate64)(file, size)); }
int unlink(const char *path) { return REFUSED(REAL(unlink)(path)); }
int rename(const char *old, const char *new) { return REFUSED(REAL(rename)(old, new)); }

static int writes(int flags) { return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0; }

#define OPENER(name)                                                            \
    int name(const char *path, int flags, ...) {                                \
        va_list more;                                                           \
        va_start(more, flags);                                                  \
        int mode = va_arg(more, int);                                           \
        va_end(more);                                                           \
        if (read_only && writes(flags)) return errno = EROFS, -1;               \
        return REAL(name)(path, flags, mode);                                   \
    }
OPENER(open)
OPENER(open64)

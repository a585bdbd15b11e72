/* Preloaded into a browser: its monotonic clock, by which it keeps preflight answers, is ahead by the seconds in the
   file that MOVABLE_CLOCK names. Waits until a time of that clock are waits until the true one. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static volatile const int64_t *moved;

__attribute__((constructor)) static void open_clock(void) {
  const char *path = getenv("MOVABLE_CLOCK");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return;
  void *map = mmap(0, sizeof *moved, PROT_READ, MAP_SHARED, file, 0);
  if (map != MAP_FAILED) moved = map;
  close(file);
}

static int64_t seconds(void) { return moved ? *moved : 0; }

int clock_gettime(clockid_t clock, struct timespec *time) {
  long result = syscall(SYS_clock_gettime, clock, time);
  if (result == 0 && (clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE)) time->tv_sec += seconds();
  return (int)result;
}

static const struct timespec *unmoved(const struct timespec *until, struct timespec *copy) {
  struct timespec now;
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
  if (until->tv_sec > 1000000000 || until->tv_sec < now.tv_sec + seconds() - 1) return until;
  *copy = *until;
  copy->tv_sec -= seconds();
  return copy;
}

int pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *until) {
  static int (*real)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
  if (!real) real = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
  struct timespec copy;
  return real(c, m, unmoved(until, &copy));
}

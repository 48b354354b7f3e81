package dev.agentpool.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;

/**
 * The few Linux calls the JDK does not have. A negative result is the negated errno. Nothing here
 * waits but {@link #poll}, which belongs on a platform thread.
 */
final class Native {

  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int ENXIO = 6;
  static final int EAGAIN = 11;
  static final int EPIPE = 32;
  static final int ENOSPC = 28;

  static final int O_RDWR = 2;
  static final int O_WRONLY = 1;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  static final int IN_MODIFY = 2;
  static final int POLLIN = 1;

  static final int SIGHUP = 1;
  static final int SIGINT = 2;
  static final int SIGQUIT = 3;
  static final int SIGTERM = 15;
  static final int SIGKILL = 9;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle MKFIFO =
      find("mkfifo", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle OPEN =
      find("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle READ =
      find("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      find("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle KILL =
      find("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle PIPE2 =
      find("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle POLL =
      find("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle INOTIFY_INIT =
      find("inotify_init1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle INOTIFY_ADD =
      find("inotify_add_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle INOTIFY_REMOVE =
      find("inotify_rm_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  private static final MethodHandle GETSOCKOPT =
      find(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;
  private static final int SO_PEERCRED = 17;

  private static final MethodHandle SIGNAL =
      find("signal", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));

  private Native() {}

  /** Gives a signal that this process ignores its default effect again. */
  static void defaultSignal(int signal) {
    call(state -> {
      MemorySegment unused = (MemorySegment) SIGNAL.invokeExact(state, signal, MemorySegment.NULL);
      return unused.address() == -1 ? -1 : 0;
    });
  }

  static int mkfifo(Path path, int mode) {
    return (int) withPath(path, (state, name) -> (int) MKFIFO.invokeExact(state, name, mode));
  }

  static int open(Path path, int flags) {
    return (int)
        withPath(path, (state, name) -> (int) OPEN.invokeExact(state, name, flags | O_CLOEXEC));
  }

  static int close(int fd) {
    return (int) call(state -> (int) CLOSE.invokeExact(state, fd));
  }

  static long read(int fd, MemorySegment into) {
    return call(state -> (long) READ.invokeExact(state, fd, into, into.byteSize()));
  }

  static long write(int fd, MemorySegment from) {
    return call(state -> (long) WRITE.invokeExact(state, fd, from, from.byteSize()));
  }

  static int kill(long pid, int signal) {
    if (pid <= 1) {
      throw new IllegalArgumentException("refusing to signal pid " + pid);
    }
    return (int) call(state -> (int) KILL.invokeExact(state, (int) pid, signal));
  }

  /**
   * Two descriptors, non-blocking: the read end in the low half of the result, the write end in the
   * high half.
   */
  static long pipe() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      long result = call(state -> (int) PIPE2.invokeExact(state, ends, O_NONBLOCK | O_CLOEXEC));
      if (result < 0) {
        return result;
      }
      return ((long) ends.getAtIndex(JAVA_INT, 1) << 32) | ends.getAtIndex(JAVA_INT, 0);
    }
  }

  /** Waits until one of the {@code count} pollfd structures is readable. */
  static int poll(MemorySegment descriptors, long count, int timeoutMillis) {
    return (int) call(state -> (int) POLL.invokeExact(state, descriptors, count, timeoutMillis));
  }

  static int inotify() {
    return (int) call(state -> (int) INOTIFY_INIT.invokeExact(state, O_NONBLOCK | O_CLOEXEC));
  }

  static int watch(int inotify, Path path, int mask) {
    return (int)
        withPath(path, (state, name) -> (int) INOTIFY_ADD.invokeExact(state, inotify, name, mask));
  }

  static int unwatch(int inotify, int watch) {
    return (int) call(state -> (int) INOTIFY_REMOVE.invokeExact(state, inotify, watch));
  }

  /** The linger time of a socket; -1 for one that has none, and for what is no socket. */
  static int lingers(int fd) {
    return pairOf(fd, SO_LINGER, 8, (first, second) -> first == 0 ? -1 : second);
  }

  /** The process at the other end of a unix socket; 0 when it cannot be seen from here. */
  static int peer(int fd) {
    return pairOf(fd, SO_PEERCRED, 12, (pid, _) -> pid);
  }

  private static int pairOf(int fd, int option, int size, IntBinaryOperator read) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(size, 4);
      MemorySegment length = arena.allocateFrom(JAVA_INT, size);
      long result =
          call(state -> (int) GETSOCKOPT.invokeExact(state, fd, SOL_SOCKET, option, value, length));
      return result < 0
          ? -1
          : read.applyAsInt(value.getAtIndex(JAVA_INT, 0), value.getAtIndex(JAVA_INT, 1));
    }
  }

  private static MethodHandle find(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        descriptor,
        Linker.Option.captureCallState("errno"));
  }

  private static long withPath(Path path, PathCall body) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path.toString());
      return call(state -> body.invoke(state, name));
    }
  }

  private static long call(Call body) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = body.invoke(state);
      return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException("a native call failed", failure);
    }
  }

  /** Room for {@code count} pollfd structures that wait for input. */
  static MemorySegment pollDescriptors(Arena arena, int... fds) {
    MemorySegment segment = arena.allocate(8L * fds.length, 4);
    for (int i = 0; i < fds.length; i++) {
      segment.set(JAVA_INT, 8L * i, fds[i]);
      segment.set(JAVA_BYTE, 8L * i + 4, (byte) POLLIN);
    }
    return segment;
  }

  @FunctionalInterface
  private interface Call {
    long invoke(MemorySegment state) throws Throwable;
  }

  @FunctionalInterface
  private interface PathCall {
    long invoke(MemorySegment state, MemorySegment path) throws Throwable;
  }
}

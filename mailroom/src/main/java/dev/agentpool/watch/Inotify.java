package dev.agentpool.watch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * The calls of Linux by which it tells what happens in folders, and their constants. The JDK makes
 * them too, but keeps to itself whether a file was renamed into its place.
 */
final class Inotify {
  static final int ATTRIB = 0x4;
  static final int CLOSE_WRITE = 0x8;
  static final int MOVED_TO = 0x80;
  static final int CREATE = 0x100;
  static final int QUEUE_OVERFLOW = 0x4000;
  static final int IGNORED = 0x8000;
  static final int ONLY_FOLDERS = 0x01000000;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final short READABLE = 1;

  private final MethodHandle init;
  private final MethodHandle add;
  private final MethodHandle remove;
  private final MethodHandle read;
  private final MethodHandle write;
  private final MethodHandle close;
  private final MethodHandle poll;
  private final MethodHandle eventfd;

  private Inotify(Linker linker) {
    init = find(linker, "inotify_init1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    add =
        find(
            linker,
            "inotify_add_watch",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    remove = find(linker, "inotify_rm_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    read = find(linker, "read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    write = find(linker, "write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    close = find(linker, "close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    poll = find(linker, "poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    eventfd = find(linker, "eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  }

  /** Empty on another system. */
  static Optional<Inotify> here() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Inotify(Linker.nativeLinker()));
    } catch (RuntimeException | UnsatisfiedLinkError none) {
      return Optional.empty();
    }
  }

  private static MethodHandle find(Linker linker, String name, FunctionDescriptor type) {
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  /** A descriptor, or a negative number when there is none left. */
  int open() {
    return call(() -> (int) init.invokeExact(CLOSE_ON_EXEC));
  }

  /** A descriptor that {@link #ring} makes readable. */
  int bell() {
    return call(() -> (int) eventfd.invokeExact(0, CLOSE_ON_EXEC));
  }

  void ring(int bell) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocateFrom(JAVA_LONG, 1L);
      call(() -> (int) (long) write.invokeExact(bell, one, 8L));
    }
  }

  /** The watch's number, or a negative number. */
  int add(int fd, String folder, int mask) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(folder);
      return call(() -> (int) add.invokeExact(fd, name, mask));
    }
  }

  void remove(int fd, int watch) {
    call(() -> (int) remove.invokeExact(fd, watch));
  }

  /** How many bytes of events came; 0 when the bell rang, negative for an error. */
  int read(int fd, int bell, MemorySegment into) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment both = arena.allocate(16, 4);
      both.set(JAVA_INT, 0, fd);
      both.set(JAVA_SHORT, 4, READABLE);
      both.set(JAVA_INT, 8, bell);
      both.set(JAVA_SHORT, 12, READABLE);
      int ready;
      do {
        ready = call(() -> (int) poll.invokeExact(both, 2L, -1));
      } while (ready < 0); // a signal came
      if (both.get(JAVA_SHORT, 14) != 0) {
        return 0;
      }
      return call(() -> (int) (long) read.invokeExact(fd, into, into.byteSize()));
    }
  }

  void close(int fd) {
    call(() -> (int) close.invokeExact(fd));
  }

  /** A call that answers a number. */
  private interface Call {
    int make() throws Throwable;
  }

  private static int call(Call call) {
    try {
      return call.make();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the system failed", e);
    }
  }

  /** The bytes of a name, up to the first 0. */
  static byte[] name(MemorySegment events, long at, int length) {
    byte[] padded = events.asSlice(at, length).toArray(JAVA_BYTE);
    int end = 0;
    while (end < length && padded[end] != 0) {
      end++;
    }
    return java.util.Arrays.copyOf(padded, end);
  }
}

package dev.agentpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the C library keeps of freed memory goes back to the machine. */
class UnusedMemoryTest {
  private static final int PIECES = 4_000;
  private static final int PIECE =
      16_000; // below what the C library asks the machine for by itself

  /** KiB of this process in memory that are no file's. */
  private static long own() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasFreedIsTheMachinesAgain() throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle malloc =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("malloc"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    MethodHandle free =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("free"),
            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    MemorySegment[] pieces = new MemorySegment[PIECES];
    for (int i = 0; i < PIECES; i++) {
      pieces[i] = ((MemorySegment) malloc.invokeExact((long) PIECE)).reinterpret(PIECE);
      pieces[i].fill((byte) 1);
    }
    MemorySegment last = (MemorySegment) malloc.invokeExact(100L); // so that the end is in use
    for (MemorySegment piece : pieces) {
      free.invokeExact(piece);
    }
    long kept = own();
    UnusedMemory.giveBack();
    assertThat(own()).isLessThan(kept - 30_000);
    free.invokeExact(last);
  }
}

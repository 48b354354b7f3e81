package dev.agentpool.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Memory that this process has freed, and the C library keeps until it is told. */
public final class UnusedMemory {
  private static final Logger LOG = LoggerFactory.getLogger(UnusedMemory.class);

  private UnusedMemory() {}

  /** The machine gets it back, where the C library can do that. Takes some milliseconds. */
  public static void giveBack() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> trim = linker.defaultLookup().find("malloc_trim");
    if (trim.isEmpty()) {
      return;
    }
    try {
      int gave =
          (int)
              linker
                  .downcallHandle(trim.get(), FunctionDescriptor.of(JAVA_INT, JAVA_LONG))
                  .invokeExact(0L);
      LOG.debug("the C library gave back: {}", gave);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException("a native call failed", failure);
    }
  }
}

package dev.agentpool.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the disk under agentpool's state is full, which is nobody's fault but ends agents. */
public final class DiskRoom {
  private static final long NEXT_TO_NOTHING = 1 << 20;

  private DiskRoom() {}

  public static boolean isFull(Path place) {
    try {
      return Files.getFileStore(place).getUsableSpace() < NEXT_TO_NOTHING;
    } catch (IOException cannotTell) {
      return false;
    }
  }
}

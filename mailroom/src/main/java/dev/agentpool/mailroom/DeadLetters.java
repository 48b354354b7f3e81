package dev.agentpool.mailroom;

import dev.agentpool.paper.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;

/** Where files lie that are no mail, or mail that nobody can have; the reason lies beside each. */
final class DeadLetters {
  private static final String REASON = ".reason.txt";
  private final Path folder;

  DeadLetters(Path folder) {
    this.folder = folder;
  }

  /**
   * The reason is written first: a file without one is a question nobody can answer. When it ends
   * in between, the same is done again under the same name.
   *
   * @param name as it was called where it was found
   */
  Path bury(Path file, String name, String why, Instant at, Step.Listener steps)
      throws IOException {
    Folders.make(folder);
    Path grave = free(name);
    DurableFile.write(
        folder.resolve(grave.getFileName() + REASON),
        "The mail "
            + grave.getFileName()
            + " was not delivered.\n\nReason: "
            + why
            + "\nWhen: "
            + at
            + "\n\nCorrect it and move it back into the folder above to have it delivered.\n");
    steps.after(Step.REASON_WRITTEN);
    Files.move(file, grave);
    steps.after(Step.BURIED);
    return grave;
  }

  private Path free(String name) {
    String stem = name.endsWith(".md") ? name.substring(0, name.length() - 3) : name;
    for (int i = 1; ; i++) {
      Path grave = folder.resolve(i == 1 ? stem + ".md" : stem + "-" + i + ".md");
      if (!Files.exists(grave, LinkOption.NOFOLLOW_LINKS)) {
        return grave;
      }
    }
  }
}

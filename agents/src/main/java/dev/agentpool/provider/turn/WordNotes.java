package dev.agentpool.provider.turn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a session's folder remembers of the words that were about to be told into its turns, for the
 * daemon after this one. Each is written down before it is handed over.
 */
public final class WordNotes {
  private static final String FILE = "words";

  private WordNotes() {}

  /** On disk when it returns. */
  public static void add(Path folder, String turn, String word) {
    try (FileChannel file =
        FileChannel.open(
            folder.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND)) {
      String line = turn + " " + word + "\n";
      file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      file.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note a word in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Those of one turn, in their order. A line that was cut off was never handed over. */
  public static Set<String> of(Path folder, String turn) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Set.of();
    }
    try {
      String text = Files.readString(file);
      Set<String> words = new LinkedHashSet<>();
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
        if (line.startsWith(turn + " ")) {
          words.add(line.substring(turn.length() + 1));
        }
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}

package dev.agentpool.board;

import dev.agentpool.paper.DurableFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code taskboard.json} as a file. */
public final class BoardFile {
  private static final long MAX_BYTES = 256L << 20;

  private BoardFile() {}

  /**
   * What was read.
   *
   * @param problems of each entry that was left out, and each time that is none
   */
  public record Loaded(TaskBoard board, List<String> problems) {
    public Loaded {
      problems = List.copyOf(problems);
    }
  }

  /** A missing file is an empty board. Throws when it is there and is none. */
  public static Loaded read(Path file) throws UnreadableBoard {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new UnreadableBoard("it is larger than 256 MiB");
      }
      return new BoardReader().read(Files.readString(file));
    } catch (NoSuchFileException none) {
      return new Loaded(TaskBoard.EMPTY, List.of());
    } catch (CharacterCodingException e) {
      throw new UnreadableBoard("it is not UTF-8");
    } catch (IOException e) {
      throw new UnreadableBoard("it cannot be read: " + e);
    }
  }

  /** Whole or not at all; the folder has to be there. */
  public static void write(Path file, TaskBoard board) throws IOException {
    DurableFile.write(file, text(board));
  }

  public static String text(TaskBoard board) {
    return BoardText.of(board);
  }

  /**
   * Gives a board that cannot be understood another name, so that nothing is written over it.
   * Answers the name.
   */
  public static Path setAside(Path file) throws IOException {
    for (int n = 1; ; n++) {
      Path aside = file.resolveSibling(file.getFileName() + ".broken-" + n);
      if (!Files.exists(aside)) {
        return Files.move(file, aside);
      }
    }
  }
}

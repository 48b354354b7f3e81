package dev.agentpool.node.session;

import dev.agentpool.session.Launch;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of sessions, and whose attempt each serves. The {@code attempt} file is written
 * before the prompt is sent, so a restarted daemon finds the process of every attempt that may have
 * begun.
 */
public final class SessionFolders {
  private static final Logger LOG = LoggerFactory.getLogger(SessionFolders.class);
  private static final String ENDING = "ending";
  private static final long MOST_NOTE = 1 << 20;
  private final Path root;

  public SessionFolders(Path root) {
    this.root = root;
  }

  public Path fresh() {
    return root.resolve(UUID.randomUUID().toString());
  }

  /** The id of an attempt's turn: the same after a restart. */
  private static String turnId(AttemptKey attempt, int part) {
    return UUID.nameUUIDFromBytes((attempt + "/" + part).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /** An attempt and which of its turns: a crash that was resumed makes a second one. */
  public record Part(AttemptKey attempt, int part) {
    public String turnId() {
      return SessionFolders.turnId(attempt, part);
    }
  }

  /** A session's folder and what it serves. */
  public record Dedicated(Path folder, Part part) {}

  public void dedicate(Path folder, Part part) {
    AttemptKey attempt = part.attempt();
    try {
      String line = attempt.task().value() + " " + attempt.fence() + " " + part.part();
      byte[] note = String.format("%-127s\n", line).getBytes(StandardCharsets.US_ASCII);
      // in place and always as long: one write of one block, where a rename would wait for the disk
      try (FileChannel file =
          FileChannel.open(
              folder.resolve("attempt"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(note), 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note " + attempt + " in " + folder, e);
    }
  }

  /**
   * Notes why the node ends what an attempt does now, for a daemon that has to go on from here. A
   * note that cannot be written is missed only by that one.
   */
  public void noteEnding(Path folder, AttemptKey attempt, String why) {
    try {
      Files.writeString(folder.resolve(ENDING), attempt.task() + " " + attempt.fence() + " " + why);
    } catch (IOException e) {
      LOG.warn("cannot note in {} why {} is ended: {}", folder, attempt, e.getMessage());
    }
  }

  /** Why a node ended what the attempt did; empty when none is known to have. */
  public Optional<String> ending(Path folder, AttemptKey attempt) {
    Path file = folder.resolve(ENDING);
    try {
      if (!Files.exists(file) || Files.size(file) > MOST_NOTE) {
        return Optional.empty();
      }
      String note = Files.readString(file);
      String mine = attempt.task() + " " + attempt.fence() + " ";
      return note.startsWith(mine) ? Optional.of(note.substring(mine.length())) : Optional.empty();
    } catch (IOException e) {
      LOG.warn("cannot read {}: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * How the session was launched. Throws {@link IllegalArgumentException}, with what is wrong, when
   * its folder does not tell.
   */
  public Launch launch(Path folder) {
    Path file = folder.resolve(Launch.FILE);
    try {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(
            "its folder does not tell how it was launched: it is of an older agentpool");
      }
      if (Files.size(file) > MOST_NOTE) {
        throw new IllegalArgumentException(file + " is too large to be a record of a launch");
      }
      return Launch.read(Files.readString(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("cannot use " + file + ": " + e.getMessage(), e);
    }
  }

  public List<Path> all() {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(root, Files::isDirectory)) {
      found.forEach(folders::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
    return folders;
  }

  /** The folder that served each attempt last. */
  public Map<AttemptKey, Dedicated> byAttempt() {
    Map<AttemptKey, Dedicated> byAttempt = new HashMap<>();
    for (Path folder : all()) {
      Path file = folder.resolve("attempt");
      if (Files.exists(file)) {
        try {
          if (Files.size(file) > MOST_NOTE) {
            throw new IOException("it is too large to be a note of ours");
          }
          String[] words = Files.readString(file).trim().split(" ");
          AttemptKey key = new AttemptKey(new TaskId(words[0]), Integer.parseInt(words[1]));
          Dedicated found = new Dedicated(folder, new Part(key, Integer.parseInt(words[2])));
          byAttempt.merge(
              key, found, (one, other) -> one.part().part() >= other.part().part() ? one : other);
        } catch (IOException | RuntimeException e) {
          LOG.warn("{} does not say whose session it is: {}", file, e.getMessage());
        }
      }
    }
    return byAttempt;
  }

  public void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove {}: {}", folder, e.getMessage());
    }
  }
}

package dev.agentpool.mailroom;

import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One inbox, for those who read it: a file for each mail that waits there. What lies there and is
 * not known yet is mail that somebody dropped, and is left to be taken in. Written by one thread at
 * a time; may be asked by any.
 */
final class InboxCopy {
  private static final Logger LOG = LoggerFactory.getLogger(InboxCopy.class);
  private final Path inbox;
  private final Predicate<Path> isKnown;
  private final Map<Path, FileTime> written = new ConcurrentHashMap<>(); // as this one left them
  private final Set<String> unwritable = new HashSet<>(); // of the writing thread

  /** A mail, and when it came, which stands in it when it says no time itself. */
  record Waiting(Mail mail, Instant since) {}

  /**
   * @param isKnown whether what a file holds is in the ledger
   */
  InboxCopy(Path inbox, Predicate<Path> isKnown) {
    this.inbox = inbox;
    this.isKnown = isKnown;
  }

  /** Whether it lies there as this one wrote it. */
  boolean isOurs(Path file) {
    FileTime left = written.get(file);
    return left != null && time(file).filter(left::equals).isPresent();
  }

  /**
   * Answers what lies there and is not known.
   *
   * @param waiting by the names of their files
   */
  List<Path> write(Map<String, Waiting> waiting) throws IOException {
    List<Path> dropped = new ArrayList<>();
    Set<String> there = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(inbox, "*.md")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (isOurs(file)) {
          if (waiting.containsKey(name)) {
            there.add(name);
          } else {
            remove(file);
          }
        } else if (!isKnown.test(file)) {
          there.add(name); // not written over before it is taken in
          dropped.add(file);
        } else if (!waiting.containsKey(name) && !name.startsWith(".routing-")) {
          remove(file);
        }
      }
    }
    for (Map.Entry<String, Waiting> each : waiting.entrySet()) {
      if (!there.contains(each.getKey()) && !unwritable.contains(each.getKey())) {
        put(inbox.resolve(each.getKey()), each.getValue());
      }
    }
    return dropped;
  }

  private void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    written.remove(file);
  }

  private void put(Path file, Waiting waiting) throws IOException {
    try {
      ReaderFile.write(file, MailText.compose(waiting.mail(), waiting.since()));
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("name too long")) {
        throw e;
      }
      unwritable.add(file.getFileName().toString());
      LOG.warn("{} is not shown in its inbox: {}", file, e.getMessage());
      return;
    }
    time(file).ifPresent(time -> written.put(file, time));
  }

  private static Optional<FileTime> time(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}

package dev.agentpool.webhook;

import dev.agentpool.wire.Shapes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last tries of one webhook, a line each. A file and no notes: a try is no change of the pool,
 * and each note would stand in the journal for ever. A restarted daemon goes on counting here.
 * Thread-safe.
 */
final class DeliveryLog {
  static final int KEPT = 100;
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Delivery> last = new ArrayList<>(); // guarded by lock; oldest first
  private int lines; // guarded by lock

  DeliveryLog(Path file) {
    this.file = file;
    for (String line : lines(file)) {
      lines++;
      read(line, last);
    }
    dropOld();
  }

  /** Oldest first. */
  List<Delivery> all() {
    lock.lock();
    try {
      return List.copyOf(last);
    } finally {
      lock.unlock();
    }
  }

  /** The tries of one event, oldest first. */
  List<Delivery> of(String delivery) {
    return all().stream().filter(one -> one.id().equals(delivery)).toList();
  }

  /** Deliveries go on when the disk is full: what is said of them is not worth losing them. */
  void add(Delivery delivery) {
    lock.lock();
    try {
      last.add(delivery);
      dropOld();
      Files.createDirectories(file.getParent());
      if (++lines > 2 * KEPT) {
        rewrite();
      } else {
        Files.writeString(
            file, line(delivery), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      LOG.warn("the try {} is not in {}: {}", delivery, file, e.toString());
    } finally {
      lock.unlock();
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private void dropOld() {
    while (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  private void rewrite() throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    StringBuilder text = new StringBuilder();
    last.forEach(delivery -> text.append(line(delivery)));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    lines = last.size();
  }

  private static String line(Delivery delivery) {
    return Shapes.text(delivery.shape()) + "\n";
  }

  private static void read(String line, List<Delivery> into) {
    try {
      JsonNode node = JSON.readTree(line);
      JsonNode status = node.path("status");
      JsonNode error = node.path("error");
      into.add(
          new Delivery(
              node.path("delivery_id").asString(),
              node.path("event").asString(),
              node.path("attempt").asInt(),
              Instant.ofEpochMilli(node.path("at_ms").asLong()),
              node.path("duration_ms").asLong(),
              status.isInt() ? (Integer) status.asInt() : null,
              error.isString() ? error.asString() : null,
              node.path("last").asBoolean()));
    } catch (JacksonException half) {
      // a line that a crash cut off: one try less is told
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}

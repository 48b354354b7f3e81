package dev.agentpool.activity;

import dev.agentpool.config.Home;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each task's agent said and did: one file a task, a JSON object a line, numbered from 1. A
 * convenience for people and readers; the ledger is the truth, so a line that cannot be written is
 * logged and lost.
 */
public final class ActivityLog {
  private static final Logger LOG = LoggerFactory.getLogger(ActivityLog.class);
  private static final long MAX_BYTES = 64L << 20;
  private final Path folder;
  private final InstantSource clock;
  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<TaskId, Writer> writers = new ConcurrentHashMap<>();
  private final Map<TaskId, List<Runnable>> followers = new ConcurrentHashMap<>();

  /**
   * @param clock what each line is stamped with
   */
  public ActivityLog(Home home, InstantSource clock) {
    this.folder = home.activity();
    this.clock = clock;
  }

  /**
   * Appends a line and tells the followers. Any thread; lines of one task keep the order of their
   * calls.
   */
  public void append(TaskId task, String type, ObjectNode data) {
    writers.computeIfAbsent(task, Writer::new).append(type, data);
    followers.getOrDefault(task, List.of()).forEach(Runnable::run);
  }

  public ObjectNode object() {
    return json.createObjectNode();
  }

  /** Forgets the open writer of a task that will say nothing more for now. */
  public void rest(TaskId task) {
    writers.remove(task);
  }

  /** A new reader at the beginning of a task's activity. */
  public ActivityCursor read(TaskId task) {
    return new ActivityCursor(file(task));
  }

  /** The runnable is called after each append to the task; it must return at once. */
  public JournalFeed.Subscription follow(TaskId task, Runnable follower) {
    followers.computeIfAbsent(task, _ -> new CopyOnWriteArrayList<>()).add(follower);
    return () ->
        followers.computeIfPresent(
            task,
            (_, all) -> {
              all.remove(follower);
              return all.isEmpty() ? null : all;
            });
  }

  private Path file(TaskId task) {
    return folder.resolve(task.value() + ".jsonl");
  }

  private final class Writer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Path file;

    Writer(TaskId task) {
      file = file(task);
    }

    void append(String type, ObjectNode data) {
      ObjectNode line = json.createObjectNode();
      line.put("type", type);
      line.put("at_ms", clock.millis());
      line.set("data", data);
      lock.lock();
      try {
        if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
          return;
        }
        Files.writeString(
            file,
            json.writeValueAsString(line) + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        LOG.warn("cannot write {}: {}", file, e.getMessage());
      } finally {
        lock.unlock();
      }
    }
  }
}

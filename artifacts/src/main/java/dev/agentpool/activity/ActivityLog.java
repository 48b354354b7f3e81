package dev.agentpool.activity;

import dev.agentpool.config.Home;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.keep.KeptTexts;
import dev.agentpool.redact.Redaction;
import dev.agentpool.task.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each task's agent said and did: one file a task, a JSON object a line, numbered from 1. A
 * convenience for people and readers; the ledger is the truth, so a line that cannot be written is
 * logged and lost. Lines are written a moment after they were said, so that no agent waits for a
 * file to be made; a reader waits for them.
 */
public final class ActivityLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ActivityLog.class);
  private static final long MAX_BYTES = 64L << 20;
  private static final int MAX_WAITING_CHARACTERS = 4 << 20;
  private final long most;
  private final Path folder;
  private final InstantSource clock;
  private final KeptTexts kept;
  private final LastScreens screens;
  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<TaskId, List<Runnable>> followers = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private List<Line> waiting = new ArrayList<>(); // guarded by lock
  private int waitingCharacters; // guarded by lock
  private boolean writing; // guarded by lock
  private long said; // guarded by lock
  private long written; // guarded by lock

  private record Line(TaskId task, String text) {}

  /**
   * @param clock what each line is stamped with
   */
  public ActivityLog(Home home, InstantSource clock) {
    this(home, clock, new KeptTexts(Redaction.standard()));
  }

  /**
   * @param kept what each text goes through
   */
  public ActivityLog(Home home, InstantSource clock, KeptTexts kept) {
    this(home, clock, kept, MAX_BYTES);
  }

  /**
   * @param most bytes of one task, after which it says so and no more
   */
  ActivityLog(Home home, InstantSource clock, KeptTexts kept, long most) {
    this.most = most;
    this.folder = home.activity();
    this.clock = clock;
    this.kept = kept;
    this.screens = new LastScreens(folder, kept);
  }

  /** The last screens of those that are spoken with by their terminal. */
  public LastScreens screens() {
    return screens;
  }

  /** What else is kept of agents goes through the same. */
  public KeptTexts kept() {
    return kept;
  }

  /**
   * Says a line, which is soon appended to the task's file; then its followers are told. Any
   * thread; lines of one task keep the order of their calls. Waits only when the disk is a few
   * megabytes behind.
   */
  public void append(TaskId task, String type, ObjectNode data) {
    ObjectNode line = json.createObjectNode();
    line.put("type", type);
    line.put("at_ms", clock.millis());
    line.set("data", kept.over(data));
    String text = json.writeValueAsString(line) + "\n";
    lock.lock();
    try {
      while (waitingCharacters > MAX_WAITING_CHARACTERS) {
        settled.awaitUninterruptibly();
      }
      waiting.add(new Line(task, text));
      waitingCharacters += text.length();
      said++;
      if (!writing) {
        writing = true;
        Thread.ofVirtual().name("activity").start(this::writeWhatWaits);
      }
    } finally {
      lock.unlock();
    }
  }

  public ObjectNode object() {
    return json.createObjectNode();
  }

  /** A new reader at the beginning of a task's activity. */
  public ActivityCursor read(TaskId task) {
    return new ActivityCursor(file(task), this::awaitWritten);
  }

  /** One that goes on where another was: that one's {@code offset} and {@code last}. */
  public ActivityCursor read(TaskId task, long offset, long last) {
    return new ActivityCursor(file(task), this::awaitWritten, offset, last);
  }

  /** A line that was half written when a daemon was killed ends here. */
  void mend(TaskId task) {
    awaitWritten();
    try (FileChannel channel = FileChannel.open(file(task), StandardOpenOption.READ);
        FileChannel end = FileChannel.open(file(task), StandardOpenOption.APPEND)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      boolean isHalf =
          channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
      if (isHalf) {
        end.write(ByteBuffer.wrap(new byte[] {'\n'})); // behind whatever came meanwhile
      }
    } catch (IOException none) {
      // then nothing was written of it
    }
  }

  /** How many bytes there are of a task. */
  public long size(TaskId task) {
    try {
      return Files.size(file(task));
    } catch (IOException none) {
      return 0;
    }
  }

  /**
   * Of a task that has ended and that nobody reads any more.
   *
   * @param task its id; what cannot be one has no activity
   */
  public void remove(String task) throws IOException {
    screens.remove(task);
    if (!task.isEmpty() && task.chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c))) {
      Files.deleteIfExists(folder.resolve(task + ".jsonl"));
    }
  }

  /**
   * The runnable is called after lines of the task were written, once for several; it must return
   * at once and may not read.
   */
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

  /** Waits until all that was said is written. */
  @Override
  public void close() {
    awaitWritten();
  }

  private void awaitWritten() {
    lock.lock();
    try {
      long upTo = said;
      while (written < upTo) {
        settled.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void writeWhatWaits() {
    for (List<Line> lines = taken(); !lines.isEmpty(); lines = taken()) {
      Map<TaskId, StringBuilder> byTask = new LinkedHashMap<>();
      for (Line line : lines) {
        byTask.computeIfAbsent(line.task(), _ -> new StringBuilder()).append(line.text());
      }
      byTask.forEach(this::write);
      count(lines.size());
      byTask.keySet().forEach(this::tell);
    }
  }

  /** All that waits; empty when the writing is over for now. */
  private List<Line> taken() {
    lock.lock();
    try {
      List<Line> lines = waiting;
      waiting = new ArrayList<>();
      waitingCharacters = 0;
      writing = !lines.isEmpty();
      settled.signalAll();
      return lines;
    } finally {
      lock.unlock();
    }
  }

  private void count(int lines) {
    lock.lock();
    try {
      written += lines;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void write(TaskId task, CharSequence lines) {
    Path file = file(task);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      if (channel.size() > most) {
        return;
      }
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (channel.size() > most) {
        channel.write(StandardCharsets.UTF_8.encode(end()));
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot write {}: {}", file, e.getMessage());
    }
  }

  private String end() {
    ObjectNode line = json.createObjectNode();
    line.put("type", "notice");
    line.put("at_ms", clock.millis());
    String told = "what follows is not kept: more than " + most + " bytes were said and done";
    line.set("data", json.createObjectNode().put("text", told));
    return json.writeValueAsString(line) + "\n";
  }

  private void tell(TaskId task) {
    for (Runnable follower : followers.getOrDefault(task, List.of())) {
      try {
        follower.run();
      } catch (RuntimeException e) {
        LOG.warn("a follower of {} failed", task, e);
      }
    }
  }

  private Path file(TaskId task) {
    return folder.resolve(task.value() + ".jsonl");
  }
}

package dev.agentpool.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells one client of changes. Who reports a change never waits for a client that reads slowly;
 * changes of the same thing that pile up meanwhile are told once.
 */
final class Notices implements McpDesk.DeskListener {
  private static final int MOST_SUBSCRIPTIONS = 10_000;

  /** What a client is told. */
  record Notice(String method, @Nullable Map<String, Object> params) {}

  private final Consumer<Notice> send;
  private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashSet<Notice> waiting = new LinkedHashSet<>(); // guarded by lock
  private boolean sending; // guarded by lock
  private boolean open; // guarded by lock

  Notices(Consumer<Notice> send) {
    this.send = send;
  }

  /** From now on the client may be told something. */
  void open() {
    setOpen(true);
  }

  void close() {
    setOpen(false);
  }

  private void setOpen(boolean now) {
    lock.lock();
    try {
      open = now;
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  void subscribe(String uri) {
    if (subscribed.size() >= MOST_SUBSCRIPTIONS) {
      throw new McpRefused("a session may subscribe to " + MOST_SUBSCRIPTIONS + " resources");
    }
    subscribed.add(uri);
  }

  void unsubscribe(String uri) {
    subscribed.remove(uri);
  }

  @Override
  public void toolsChanged() {
    add(new Notice(McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED, null));
  }

  @Override
  public void promptsChanged() {
    add(new Notice(McpSchema.METHOD_NOTIFICATION_PROMPTS_LIST_CHANGED, null));
  }

  @Override
  public void resourcesChanged() {
    add(new Notice(McpSchema.METHOD_NOTIFICATION_RESOURCES_LIST_CHANGED, null));
  }

  @Override
  public void resourceUpdated(String uri) {
    if (subscribed.contains(uri)) {
      add(new Notice(McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED, Map.of("uri", uri)));
    }
  }

  private void add(Notice notice) {
    lock.lock();
    try {
      if (!open) {
        return;
      }
      waiting.add(notice);
      if (!sending) {
        sending = true;
        Thread.ofVirtual().name("mcp-notices").start(this::sendAll);
      }
    } finally {
      lock.unlock();
    }
  }

  private void sendAll() {
    for (Notice next = next(); next != null; next = next()) {
      send.accept(next);
    }
  }

  private @Nullable Notice next() {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        sending = false;
        return null;
      }
      return waiting.removeFirst();
    } finally {
      lock.unlock();
    }
  }
}

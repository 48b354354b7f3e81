package dev.agentpool.provider.rpc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/**
 * Questions of lines that are read again after a daemon died: they wait until all that is there was
 * read, since a later line may show that one was answered. Thread-safe.
 *
 * @param <Q> a question
 */
final class PastQuestions<Q> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<JsonNode, Q> waiting = new LinkedHashMap<>(); // guarded by lock
  private boolean replaying; // guarded by lock

  /** From now on lines of the past are read. */
  void begin() {
    lock.lock();
    try {
      replaying = true;
    } finally {
      lock.unlock();
    }
  }

  /** They were read: what nothing showed to be answered. */
  Map<JsonNode, Q> end() {
    lock.lock();
    try {
      replaying = false;
      Map<JsonNode, Q> left = new LinkedHashMap<>(waiting);
      waiting.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is one of the past; then it waits here. */
  boolean takes(JsonNode id, Q question) {
    lock.lock();
    try {
      if (replaying) {
        waiting.put(id, question);
      }
      return replaying;
    } finally {
      lock.unlock();
    }
  }

  /** It was answered. */
  void forget(JsonNode id) {
    lock.lock();
    try {
      waiting.remove(id);
    } finally {
      lock.unlock();
    }
  }
}

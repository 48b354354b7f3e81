package dev.agentpool.webhook;

import java.net.URI;
import java.util.Map;

/** Sends one delivery once; blocks until it is over. Safe for all threads. */
interface Sender extends AutoCloseable {
  Answer send(URI url, Map<String, String> headers, byte[] body) throws InterruptedException;

  @Override
  void close();

  /** What came of it. */
  sealed interface Answer {
    record Status(int code) implements Answer {}

    /** No answer. */
    record None(String why) implements Answer {}
  }
}

package dev.agentpool.process;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a listener was told. */
final class Recorder implements OutputListener {

  record Oversized(long bytes, String head) {}

  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<Oversized> oversized = new CopyOnWriteArrayList<>();
  final List<String> unterminated = new CopyOnWriteArrayList<>();
  final List<Long> overQuota = new CopyOnWriteArrayList<>();
  volatile long offset;
  volatile long firstLineNanos;

  @Override
  public void line(String line, long endOffset) {
    if (lines.isEmpty()) {
      firstLineNanos = System.nanoTime();
    }
    lines.add(line);
    offset = endOffset;
  }

  @Override
  public void oversized(long bytes, String head, long endOffset) {
    oversized.add(new Oversized(bytes, head));
    offset = endOffset;
  }

  @Override
  public void unterminated(String text, long endOffset) {
    unterminated.add(text);
    offset = endOffset;
  }

  @Override
  public void overQuota(long bytes) {
    overQuota.add(bytes);
  }
}

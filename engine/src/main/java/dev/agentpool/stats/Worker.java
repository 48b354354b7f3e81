package dev.agentpool.stats;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session, whoever had it.
 *
 * @param provider as the control plane calls it
 * @param ended null while it lives
 * @param interrupted how often a turn of it was
 * @param imported whether a former control plane had it
 */
public record Worker(
    String provider,
    String role,
    String state,
    Instant created,
    @Nullable Instant ended,
    boolean terminated,
    boolean timedOut,
    int interrupted,
    boolean imported) {

  /** How many there were. */
  static Counts counts(Collection<Worker> all) {
    return new Counts(
        all.size(),
        by(all, Worker::provider),
        by(all, Worker::role),
        by(all, Worker::state),
        (int) all.stream().filter(Worker::terminated).count(),
        all.stream().mapToInt(Worker::interrupted).sum(),
        (int) all.stream().filter(Worker::timedOut).count(),
        (int) all.stream().filter(Worker::imported).count());
  }

  private static Map<String, Integer> by(Collection<Worker> all, Function<Worker, String> what) {
    Map<String, Integer> counts = new TreeMap<>();
    all.forEach(one -> counts.merge(what.apply(one), 1, Integer::sum));
    return counts;
  }

  /** From its beginning to its end, or to a time before which it has not ended. */
  static List<Spans.Span> spans(Collection<Worker> all, Instant until) {
    return all.stream()
        .map(one -> {
          Instant end = one.ended == null || one.ended.isAfter(until) ? until : one.ended;
          return new Spans.Span(one.created, end.isBefore(one.created) ? one.created : end);
        })
        .toList();
  }

  /** By provider, role and state, and how they ended. */
  public record Counts(
      int total,
      Map<String, Integer> byProvider,
      Map<String, Integer> byRole,
      Map<String, Integer> byState,
      int terminated,
      int interrupted,
      int timedOut,
      int imported) {}
}

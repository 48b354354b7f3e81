package dev.agentpool.lease;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Leases as the text of a note: a line for each, its parts with tabs between. */
final class LeaseLines {
  private static final String NEVER = "-";

  private LeaseLines() {}

  static String text(List<Lease> leases) {
    return leases.stream().map(LeaseLines::line).collect(Collectors.joining("\n"));
  }

  private static String line(Lease lease) {
    return String.join(
        "\t",
        lease.id(),
        lease.mode().wireName(),
        lease.holder().id(),
        Long.toString(lease.since().toEpochMilli()),
        lease.until().map(until -> Long.toString(until.toEpochMilli())).orElse(NEVER),
        lease.file());
  }

  static List<Lease> read(String text) {
    return text.lines().map(LeaseLines::lease).toList();
  }

  private static Lease lease(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != 6) {
      throw new IllegalArgumentException("a lease has 6 parts, not " + parts.length);
    }
    return new Lease(
        parts[0],
        parts[5],
        mode(parts[1]),
        LeaseHolder.of(parts[2]),
        Instant.ofEpochMilli(Long.parseLong(parts[3])),
        parts[4].equals(NEVER)
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(Long.parseLong(parts[4]))));
  }

  private static Lease.Mode mode(String name) {
    for (Lease.Mode mode : Lease.Mode.values()) {
      if (mode.wireName().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("a lease is to read or to write, not " + name);
  }
}

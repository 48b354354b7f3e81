package dev.agentpool.usage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One snapshot out of several sources' (spec control-plane 16.5). The provider's own word goes
 * first; a window that two sources tell is one, however their clocks differ. Pure.
 */
public final class Combining {
  private static final String ALTERNATES = "alternate_sources";
  private static final String COMBINED = "combined";

  /** Names that say no more than a kind does. */
  private static final Set<String> WHOLE =
      Set.of("5h", "five_hour", "seven_day", "session", "primary", "secondary", "tertiary");

  private Combining() {}

  public static Usage of(Usage own, Optional<Usage> codexBar, Optional<Usage> ccusage) {
    Usage all = codexBar.map(bar -> with(own, bar)).orElse(own);
    return ccusage.map(logs -> withLogs(all, logs)).orElse(all);
  }

  private static Usage with(Usage own, Usage bar) {
    if (!bar.status().tells()) {
      return warned(own, "CodexBar: ", bar).raw(ALTERNATES, alternates(own, bar));
    }
    if (!own.status().tells()) {
      return warned(bar, "Native probe: ", own)
          .raw("primary_source", "codexbar")
          .raw("source", COMBINED);
    }
    List<Window> all = new ArrayList<>(own.windows());
    Set<Key> known = new HashSet<>();
    all.forEach(window -> known.add(Key.of(window)));
    for (Window window : bar.windows()) {
      if (known.add(Key.of(window))) {
        all.add(window);
      }
    }
    Usage both =
        own.windows(all)
            .credits(
                own.creditsRemaining() == null ? bar.creditsRemaining() : own.creditsRemaining())
            .raw("source", COMBINED);
    UsageStatus status = UsageStatus.of(both.windows());
    boolean stricter = own.status() == UsageStatus.OVERAGE_POSSIBLE || !status.tells();
    return stricter ? both : both.status(worse(own.status(), status));
  }

  /** A provider that says it is at its limit is, whatever figures say. */
  private static UsageStatus worse(UsageStatus own, UsageStatus figures) {
    return own == UsageStatus.LIMIT_REACHED ? own : figures;
  }

  private static Usage withLogs(Usage all, Usage logs) {
    Usage more = all.raw(ALTERNATES, alternates(all, logs));
    if (logs.status() == UsageStatus.UNAVAILABLE) {
      return more;
    }
    return warned(more, "ccusage: ", logs).raw("ccusage", logs.raw());
  }

  private static Usage warned(Usage usage, String prefix, Usage of) {
    Usage warned = usage;
    for (String warning : of.warnings()) {
      warned = warned.warned(prefix + warning);
    }
    return warned;
  }

  private static List<Object> alternates(Usage usage, Usage one) {
    List<Object> all = new ArrayList<>();
    if (usage.raw().get(ALTERNATES) instanceof List<?> before) {
      all.addAll(before);
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("source", one.source());
    told.put("status", one.status().wireName());
    told.put("confidence", one.confidence().wireName());
    told.put("windows", one.windows().stream().map(Combining::plain).toList());
    all.add(told);
    return all;
  }

  private static Map<String, Object> plain(Window window) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", window.name());
    told.put("kind", window.kind().wireName());
    if (window.usedPercent() != null) {
      told.put("used_percent", window.usedPercent());
    }
    if (window.usedUnits() != null) {
      told.put("used_units", window.usedUnits());
    }
    if (window.resetAt() != null) {
      told.put("reset_at", window.resetAt().toString());
    }
    return told;
  }

  /** Which window it is: its kind, and what of it when it is not all. */
  private record Key(WindowKind kind, String part) {
    static Key of(Window window) {
      WindowKind kind = window.kind().same();
      boolean whole =
          kind != WindowKind.UNKNOWN
              && (WHOLE.contains(window.name()) || window.name().equals(window.kind().wireName()));
      return new Key(kind, whole ? "" : window.name());
    }
  }
}

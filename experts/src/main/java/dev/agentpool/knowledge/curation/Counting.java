package dev.agentpool.knowledge.curation;

import dev.agentpool.knowledge.Entry;
import dev.agentpool.knowledge.Flag;
import dev.agentpool.knowledge.Knowledge;
import dev.agentpool.knowledge.KnowledgeFile;
import dev.agentpool.knowledge.choice.Figure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of curation that are computed. */
public final class Counting {
  /** In how many tasks an error has to be met before it is named. */
  public static final int RECURS = 3;

  private static final Duration OLD = Duration.ofDays(90);
  private static final int MOST_ERRORS = 500;
  private static final int ENOUGH_TASKS = 5;
  private static final int NEARLY_FULL = KnowledgeFile.MOST_BYTES / 5 * 4;
  private final Knowledge knowledge;
  private final Map<String, Figure> figures;
  private final Instant now;
  private final List<Entry> identity;
  private final List<Finding> findings = new ArrayList<>();

  private Counting(Knowledge knowledge, Map<String, Figure> figures, Instant now) {
    this.knowledge = knowledge;
    this.figures = figures;
    this.now = now;
    this.identity = of(KnowledgeFile.IDENTITY);
  }

  /**
   * All that is to be said of what an expert knows.
   *
   * @param figures how the tasks ended that had its entries in their prompts
   */
  public static List<Finding> of(Knowledge knowledge, Map<String, Figure> figures, Instant now) {
    Counting counting = new Counting(knowledge, figures, now);
    counting.recurrences();
    for (Flag flag : knowledge.flags()) {
      counting.findings.add(new Finding.Flagged(flag));
    }
    counting.promoted();
    counting.stale();
    counting.doubtful();
    counting.full();
    return List.copyOf(counting.findings);
  }

  private List<Entry> of(KnowledgeFile file) {
    return knowledge.entries().stream()
        .filter(entry -> entry.file() == file && entry.counts())
        .toList();
  }

  /** What several entries of one task say, it met once; one of no known task stands for itself. */
  private void recurrences() {
    List<Entry> errors = of(KnowledgeFile.ERRORS);
    List<List<Entry>> kinds = new ArrayList<>();
    List<Likeness> heads = new ArrayList<>();
    for (Entry entry : errors.subList(Math.max(0, errors.size() - MOST_ERRORS), errors.size())) {
      Likeness likeness = Likeness.of(text(entry));
      int kind = 0;
      while (kind < heads.size() && !heads.get(kind).isLike(likeness)) {
        kind++;
      }
      if (kind == heads.size()) {
        heads.add(likeness);
        kinds.add(new ArrayList<>());
      }
      kinds.get(kind).add(entry);
    }
    for (List<Entry> kind : kinds) {
      Set<String> tasks = new HashSet<>();
      for (int i = 0; i < kind.size(); i++) {
        tasks.add(kind.get(i).origin().taskId().orElse("entry " + i));
      }
      if (tasks.size() >= RECURS && promotedAs(kind.getLast()).isEmpty()) {
        findings.add(new Finding.Recurs(kind, tasks.size()));
      }
    }
  }

  private Optional<Entry> promotedAs(Entry entry) {
    Likeness likeness = Likeness.of(text(entry));
    return identity.stream()
        .filter(pattern ->
            pattern.key().equals(entry.key()) || Likeness.of(text(pattern)).isLike(likeness))
        .findFirst();
  }

  private void promoted() {
    for (KnowledgeFile file : List.of(KnowledgeFile.STATE, KnowledgeFile.ERRORS)) {
      for (Entry entry : of(file)) {
        promotedAs(entry)
            .ifPresent(pattern ->
                findings.add(new Finding.Promoted(entry, pattern.key().equals(entry.key()))));
      }
    }
  }

  private void stale() {
    for (KnowledgeFile file : List.of(KnowledgeFile.STATE, KnowledgeFile.ERRORS)) {
      for (Entry entry : of(file)) {
        Duration age = Duration.between(entry.origin().at(), now);
        Figure figure = figures.get(entry.key());
        boolean used =
            figure != null
                && figure.completed() > 0
                && Duration.between(figure.last(), now).compareTo(OLD) < 0;
        if (age.compareTo(OLD.multipliedBy(2)) >= 0 || (age.compareTo(OLD) >= 0 && !used)) {
          findings.add(new Finding.Stale(entry, age.toDays()));
        }
      }
    }
  }

  private void doubtful() {
    for (Entry entry : identity) {
      Figure figure = figures.get(entry.key());
      if (figure != null
          && figure.completed() + figure.failed() >= ENOUGH_TASKS
          && figure.failed() > figure.completed()) {
        findings.add(new Finding.Doubtful(entry, figure.completed(), figure.failed()));
      }
    }
  }

  private void full() {
    for (KnowledgeFile file : KnowledgeFile.values()) {
      int bytes = knowledge.text(file).getBytes(StandardCharsets.UTF_8).length;
      if (bytes >= NEARLY_FULL) {
        findings.add(new Finding.Full(file, bytes));
      }
    }
  }

  /** Of an appended error what is below its time. */
  static String text(Entry entry) {
    return entry.text().replaceFirst("^### \\d{4}-\\d\\d-\\d\\dT\\S+\\s+", "");
  }
}

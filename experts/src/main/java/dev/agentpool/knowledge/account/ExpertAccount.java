package dev.agentpool.knowledge.account;

import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Flag;
import dev.agentpool.knowledge.Knowledge;
import dev.agentpool.knowledge.KnowledgeStore;
import dev.agentpool.knowledge.choice.Figure;
import dev.agentpool.knowledge.choice.TaskUse;
import dev.agentpool.knowledge.choice.Used;
import dev.agentpool.knowledge.choice.Uses;
import dev.agentpool.knowledge.curation.Counting;
import dev.agentpool.knowledge.curation.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * All that is to be told of what an expert knows.
 *
 * @param entries of all files in their order; those of the project last
 * @param waiting what waits for a person's word
 * @param flags what the expert named worth keeping for good
 * @param tasks in whose prompts its knowledge was, the newest first
 * @param changes the newest first
 * @param findings what counting tells
 * @param problems files that cannot be used
 */
public record ExpertAccount(
    List<KnownEntry> entries,
    List<KnownWaiting> waiting,
    List<Flag> flags,
    List<TaskUse> tasks,
    List<KnownChange> changes,
    List<Finding> findings,
    List<String> problems) {
  public ExpertAccount {
    entries = List.copyOf(entries);
    waiting = List.copyOf(waiting);
    flags = List.copyOf(flags);
    tasks = List.copyOf(tasks);
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }

  /**
   * As it is now.
   *
   * @param most tasks and changes
   */
  public static ExpertAccount of(ExpertStores expert, int most, Instant now) {
    Used used = new Uses(expert.own().folder()).read();
    Map<String, Figure> figures = used.figures();
    List<KnownEntry> entries = new ArrayList<>();
    List<KnownWaiting> waiting = new ArrayList<>();
    List<KnownChange> changes = new ArrayList<>();
    List<Flag> flags = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<KnowledgeStore> stores = new ArrayList<>(List.of(expert.own()));
    expert.project().ifPresent(stores::add);
    for (KnowledgeStore store : stores) {
      Knowledge knowledge = store.read();
      boolean isOfProject = store != expert.own();
      knowledge
          .entries()
          .forEach(entry ->
              entries.add(
                  new KnownEntry(
                      entry, isOfProject, figures.getOrDefault(entry.key(), Figure.NONE))));
      knowledge.waiting().forEach(wish -> waiting.add(new KnownWaiting(wish, isOfProject)));
      store
          .history()
          .reversed()
          .forEach(change -> changes.add(new KnownChange(change, isOfProject)));
      flags.addAll(knowledge.flags());
      findings.addAll(Counting.of(knowledge, figures, now));
      problems.addAll(knowledge.problems());
    }
    List<TaskUse> tasks = used.tasks().reversed();
    changes.sort( // stable: of one place the newest stays first
        Comparator.comparing((KnownChange known) -> known.change().origin().at()).reversed());
    return new ExpertAccount(
        entries,
        waiting,
        flags,
        tasks.subList(0, Math.min(most, tasks.size())),
        changes.subList(0, Math.min(most, changes.size())),
        findings,
        problems);
  }
}

package dev.agentpool.post;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.expert.Curation;
import dev.agentpool.expert.Role;
import dev.agentpool.expert.log.ExpertLogs;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.knowledge.Changed;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.KnowledgeFile;
import dev.agentpool.knowledge.choice.Uses;
import dev.agentpool.knowledge.curation.Counting;
import dev.agentpool.knowledge.curation.CurationBook;
import dev.agentpool.knowledge.curation.CurationMail;
import dev.agentpool.knowledge.curation.CurationState;
import dev.agentpool.knowledge.curation.CurationState.Reason;
import dev.agentpool.knowledge.curation.ExpertLook;
import dev.agentpool.knowledge.curation.Finding;
import dev.agentpool.knowledge.curation.Tidying;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks the researcher to look after what the experts of a pool know, when it is due: the tasks that
 * ended are counted from the journal, each once, whatever daemon ran. Before that it does what
 * needs no model: old logs are archived, and what the identity says already is taken out of state
 * and errors. A person may ask for one at any time.
 */
public final class Curator {
  private static final String FROM = "daemon";
  private static final String ASKED = "curation-asked-";
  private static final int PAGE = 1_000;
  private final Ledger ledger;
  private final PostOffice office;
  private final Function<PoolId, Handwriting> handwriting;

  /** How far the journal was read for a pool: further than its book says, where nothing counted. */
  private final Map<PoolId, Long> read = new ConcurrentHashMap<>();

  public Curator(Ledger ledger, PostOffice office, Function<PoolId, Handwriting> handwriting) {
    this.ledger = ledger;
    this.office = office;
    this.handwriting = handwriting;
  }

  /** Counts what ended, and asks for a curation if one is due. */
  void look(PoolConfig pool) {
    Roster roster = office.roster(pool);
    CurationBook book = new CurationBook(roster.layout().root());
    Instant now = ledger.now();
    long newest = ledger.lastSequence();
    CurationState state = book.change(known -> upTo(pool, roster, known, newest, now));
    Curation settings = roster.pool().curation();
    if (state.isCountReached(settings) || state.isTimeReached(settings, now)) {
      String print = print(pool, roster);
      state
          .due(settings, now, print)
          .ifPresent(reason -> {
            ask(pool, roster, reason, state);
            book.change(known -> known.fired(now, print));
          });
    }
  }

  /**
   * What counting tells of experts; and, unless it is only looked, the researcher is asked to look
   * after them. Where that is all experts of the pool, time and tasks until the next curation begin
   * to count anew.
   *
   * @param who some of the pool's experts, or all
   * @param dryRun nothing is changed and nobody is asked
   */
  public Curated wanted(PoolConfig pool, List<Expert> who, boolean dryRun) {
    if (dryRun || who.isEmpty()) {
      return new Curated(
          who.stream().map(expert -> look(expert, stores(pool, expert))).toList(),
          List.of(),
          null,
          null);
    }
    Roster roster = office.roster(pool);
    List<ExpertLook> looks = new ArrayList<>();
    List<String> tidied = new ArrayList<>();
    for (Expert expert : who) {
      archive(pool, roster, expert);
      ExpertStores stores = stores(pool, expert);
      tidy(expert, stores)
          .forEach(done ->
              tidied.add(
                  expert.name()
                      + ": "
                      + done.change().file().fileName()
                      + " "
                      + done.change().what()
                      + " (change "
                      + done.change().n()
                      + ")"));
      looks.add(look(expert, stores));
    }
    Instant now = ledger.now();
    MailId id = new MailId(ASKED + now.toEpochMilli());
    Taken taken = ask(pool, id, Reason.WISH, looks);
    if (who.size() == roster.experts().size()) {
      long newest = ledger.lastSequence();
      String print = print(pool, roster);
      new CurationBook(roster.layout().root())
          .change(known -> upTo(pool, roster, known, newest, now).fired(now, print));
    }
    return new Curated(looks, tidied, id.value(), taken);
  }

  private CurationState upTo(
      PoolConfig pool, Roster roster, CurationState known, long newest, Instant now) {
    return known.since() == null
        ? known.begun(now, newest, print(pool, roster))
        : counted(pool.id(), known);
  }

  private CurationState counted(PoolId pool, CurationState known) {
    CurationState state = known;
    long at = Math.max(known.counted(), read.getOrDefault(pool, 0L));
    List<JournalEntry> page = ledger.journal(at, PAGE);
    while (!page.isEmpty()) {
      for (JournalEntry entry : page) {
        if (entry.pool().equals(pool) && isEnd(entry)) {
          Optional<Mailed> mailed = entry.task().flatMap(ledger::task).flatMap(Mailed::of);
          if (mailed.isPresent()) {
            state = state.ended(entry.seq(), mailed.get().mail().id().value(), true);
          }
        }
        at = entry.seq();
      }
      page = ledger.journal(at, PAGE);
    }
    read.put(pool, at);
    return state;
  }

  private static boolean isEnd(JournalEntry entry) {
    return entry.to() == TaskState.COMPLETED && entry.from() != TaskState.COMPLETED;
  }

  private ExpertStores stores(PoolConfig pool, Expert expert) {
    return ExpertStores.of(expert.place(), handwriting.apply(pool.id()));
  }

  private String print(PoolConfig pool, Roster roster) {
    return ExpertLook.print(roster.experts().stream().map(expert -> stores(pool, expert)).toList());
  }

  /**
   * Its id is made of when the last one was, so that a daemon that is killed before this is noted
   * asks for no second.
   */
  private void ask(PoolConfig pool, Roster roster, Reason reason, CurationState state) {
    roster.all().forEach(expert -> archive(pool, roster, expert));
    List<ExpertLook> looks = new ArrayList<>();
    for (Expert expert : roster.experts()) {
      ExpertStores stores = stores(pool, expert);
      tidy(expert, stores);
      looks.add(look(expert, stores));
    }
    Instant since = Optional.ofNullable(state.since()).orElse(Instant.EPOCH);
    ask(pool, new MailId("curation-" + since.toEpochMilli()), reason, looks);
  }

  private Taken ask(PoolConfig pool, MailId id, Reason reason, List<ExpertLook> looks) {
    Mail mail =
        Mail.of(id, FROM, Role.RESEARCHER.word(), MailType.TASK, CurationMail.body(reason, looks))
            .withTimestamp(ledger.now());
    return office.deliver(pool, mail, Sender.PERSON);
  }

  private void archive(PoolConfig pool, Roster roster, Expert expert) {
    Set<String> running =
        office.running(pool.id(), expert.name().value()).flatMap(Mailed::of).stream()
            .map(mailed -> mailed.mail().id().value())
            .collect(Collectors.toSet());
    try {
      new ExpertLogs(expert.place().logs())
          .rotate(roster.pool().logRetention(), running, ledger.now());
    } catch (IOException e) {
      throw new UncheckedIOException("archiving logs of " + expert.name(), e);
    }
  }

  private List<Changed.Done> tidy(Expert expert, ExpertStores stores) {
    return Tidying.of(stores.own(), findings(expert, stores), ledger.now());
  }

  private List<Finding> findings(Expert expert, ExpertStores stores) {
    return Counting.of(
        stores.own().read(), new Uses(expert.place().knowledge()).read().figures(), ledger.now());
  }

  private ExpertLook look(Expert expert, ExpertStores stores) {
    List<Finding> findings = findings(expert, stores);
    String state = stores.own().read().text(KnowledgeFile.STATE);
    return new ExpertLook(
        expert.name().value(),
        expert.isShared(),
        state.isEmpty() ? 0 : state.getBytes(StandardCharsets.UTF_8).length + 1L,
        logs(expert),
        findings);
  }

  private static int logs(Expert expert) {
    try {
      return new ExpertLogs(expert.place().logs()).tasks().size();
    } catch (IOException e) {
      throw new UncheckedIOException("reading logs of " + expert.name(), e);
    }
  }
}

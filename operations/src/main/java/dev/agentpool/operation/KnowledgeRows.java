package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Curation;
import dev.agentpool.answer.ExpertKnowledge;
import dev.agentpool.answer.WordList;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.knowledge.Changed;
import dev.agentpool.knowledge.KnowledgeException;
import dev.agentpool.knowledge.account.ExpertAccount;
import dev.agentpool.knowledge.account.KnownChange;
import dev.agentpool.knowledge.account.KnownWaiting;
import dev.agentpool.knowledge.curation.CurationMail;
import dev.agentpool.post.Curated;
import dev.agentpool.post.Expert;
import dev.agentpool.post.Roster;
import dev.agentpool.post.Taken;
import dev.agentpool.request.CurateRequest;
import dev.agentpool.request.ExpertRequest;
import dev.agentpool.request.KnowledgeWord;
import dev.agentpool.role.PersonsWord;
import dev.agentpool.task.TaskId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What experts know, and a person's word on it. Who came over the network has none: what a shared
 * expert knows comes from other projects too, and what counts is for the daemon's own user to say.
 */
public final class KnowledgeRows {
  private static final String ONE = "/v1/experts/{name}";

  public static final Operation<ExpertRequest, ExpertKnowledge> GET =
      named("expert.get", "What an expert knows: whose it is, what it was good for, what waits")
          .takes(ExpertRequest.class)
          .gives(ExpertKnowledge.class)
          .at(Route.get(ONE).with("name", "expert").fails(400, 403, 404, 503))
          .does(KnowledgeRows::get);

  public static final Operation<KnowledgeWord, WordList> DECIDE =
      named("expert.decide", "A person's word on what an expert knows: confirm, reject, undo")
          .takes(KnowledgeWord.class)
          .gives(WordList.class)
          .at(Route.post(ONE + "/knowledge").with("name", "expert").fails(400, 403, 404, 409, 503))
          .does(KnowledgeRows::decide);

  public static final Operation<CurateRequest, Curation> CURATE =
      named("expert.curate", "Looks after what experts know, and asks the researcher to")
          .takes(CurateRequest.class)
          .gives(Curation.class)
          .at(Route.post("/v1/curation").fails(400, 403, 404, 409, 503))
          .does(KnowledgeRows::curate);

  private KnowledgeRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(GET, DECIDE, CURATE);
  }

  private static Roster roster(Asking asking, PoolConfig pool) {
    return asking.house().experts().office().roster(pool);
  }

  private static Expert expert(Roster roster, String name) {
    return roster
        .find(name)
        .orElseThrow(
            () -> new Refused(Refused.Kind.NOT_FOUND, "expert_not_found", roster.unknown(name)));
  }

  private static <T> T kept(Supplier<T> work) {
    try {
      return work.get();
    } catch (KnowledgeException unusable) {
      throw new Refused(
          Refused.Kind.UNAVAILABLE, "expert_files_unusable", String.valueOf(unusable.getMessage()));
    }
  }

  // an account

  private static ExpertKnowledge get(Asking asking, ExpertRequest asked) {
    PoolConfig pool = asking.standing();
    Expert expert = expert(roster(asking, pool), asked.expert());
    if (expert.isShared()) {
      Guests.mayNot(asking, "what an expert knows that projects share");
    }
    return told(
        expert, kept(() -> asking.house().experts().word().account(pool, expert, asked.most())));
  }

  private static ExpertKnowledge told(Expert expert, ExpertAccount account) {
    return new ExpertKnowledge(
        expert.name().value(),
        expert.kind(),
        account.entries().stream().map(KnowledgeAnswers::entry).toList(),
        account.waiting().stream().map(KnowledgeAnswers::waiting).toList(),
        account.tasks().stream().map(KnowledgeAnswers::use).toList(),
        account.changes().stream().map(KnowledgeAnswers::change).toList(),
        account.findings().stream().map(CurationMail::said).toList(),
        account.problems());
  }

  // a word

  private static WordList decide(Asking asking, KnowledgeWord asked) {
    Guests.mayNot(asking, "what an expert knows");
    PoolConfig pool = asking.pool();
    Expert expert = expert(roster(asking, pool), asked.expert());
    if (asked.ofProject() && !expert.isShared()) {
      throw Refused.invalid(
          "'of_project' is of experts that projects share; " + expert.name() + " is not shared");
    }
    PersonsWord word = asking.house().experts().word();
    return kept(() -> {
      allThere(word.account(pool, expert, Integer.MAX_VALUE), expert, asked);
      List<WordList.Said> said = new ArrayList<>();
      for (long number : asked.numbers()) {
        Changed changed =
            word.decide(pool, expert, asked.ofProject(), decision(asked.decision()), number);
        said.add(said(number, changed, said));
      }
      return new WordList(said);
    });
  }

  private static PersonsWord.Decision decision(KnowledgeWord.Decision decision) {
    return switch (decision) {
      case CONFIRM -> PersonsWord.Decision.CONFIRM;
      case REJECT -> PersonsWord.Decision.REJECT;
      case UNDO -> PersonsWord.Decision.UNDO;
    };
  }

  /** Nothing is done where one of the numbers is wrong. */
  private static void allThere(ExpertAccount account, Expert expert, KnowledgeWord asked) {
    boolean undoes = asked.decision() == KnowledgeWord.Decision.UNDO;
    Set<Long> there = new HashSet<>();
    if (undoes) {
      account.changes().stream()
          .filter(known -> known.isOfProject() == asked.ofProject())
          .forEach((KnownChange known) -> there.add(known.change().n()));
    } else {
      account.waiting().stream()
          .filter(known -> known.isOfProject() == asked.ofProject())
          .forEach((KnownWaiting known) -> there.add(known.wish().n()));
    }
    for (long number : asked.numbers()) {
      if (!there.contains(number)) {
        throw new Refused(
            Refused.Kind.NOT_FOUND,
            "knowledge_not_found",
            (undoes ? "there is no change " : "nothing waits with the number ")
                + number
                + (undoes ? " that is still kept" : "")
                + " at "
                + expert.name()
                + "; agentpool expert show "
                + expert.name()
                + " has the numbers");
      }
    }
  }

  private static WordList.Said said(long number, Changed changed, List<WordList.Said> before) {
    return switch (changed) {
      case Changed.Done(var change) ->
          new WordList.Said(
              number,
              "done",
              change.what() + " (change " + change.n() + ")",
              Optional.of(change.n()));
      case Changed.Same _ ->
          new WordList.Said(number, "same", "the file says so already", Optional.empty());
      case Changed.Waits(var waiting) ->
          throw refused(number, "it would wait itself, as number " + waiting.n(), before);
      case Changed.Refused(String reason) -> throw refused(number, reason, before);
    };
  }

  private static Refused refused(long number, String why, List<WordList.Said> before) {
    List<String> done = before.stream().map(said -> String.valueOf(said.number())).toList();
    return new Refused(
        Refused.Kind.CONFLICT,
        "knowledge_refused",
        "number "
            + number
            + ": "
            + why
            + (done.isEmpty() ? "" : "; done before it: " + String.join(", ", done)));
  }

  // curation

  private static Curation curate(Asking asking, CurateRequest asked) {
    Guests.mayNot(asking, "looking after what experts know");
    PoolConfig pool = asking.pool();
    Roster roster = roster(asking, pool);
    List<Expert> who =
        asked.expert().map(name -> List.of(expert(roster, name))).orElseGet(roster::experts);
    for (Expert one : who) {
      if (one.role().isPresent()) {
        throw Refused.invalid(one.name() + " is a role; curation looks after what experts know");
      }
    }
    return told(kept(() -> asking.house().experts().curator().wanted(pool, who, asked.dryRun())));
  }

  private static Curation told(Curated curated) {
    Optional<TaskId> task =
        curated
            .told()
            .flatMap(taken ->
                taken instanceof Taken.Queued queued
                    ? Optional.of(queued.task())
                    : Optional.empty());
    return new Curation(
        curated.experts().stream()
            .map(look ->
                new Curation.Looked(
                    look.name(),
                    look.isShared(),
                    look.stateBytes(),
                    look.logs(),
                    look.findings().stream().map(CurationMail::said).toList()))
            .toList(),
        curated.tidied(),
        curated.mailId(),
        curated.told().map(Taken::told).orElse(""),
        task.map(TaskId::value));
  }
}

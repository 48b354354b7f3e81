package dev.agentpool.provider.terminal;

import dev.agentpool.screen.Choice;
import dev.agentpool.screen.Reading;
import dev.agentpool.session.ScreenState;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Access;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the screen asks goes to the desk, one question at a time; the answer waits here until it is
 * typed. A question that is gone from the screen, because somebody answered it there, is withdrawn.
 * Asked from the turn's thread; only {@link #isOpen} may be asked by others.
 */
final class Questions {
  /** What is said to an agent that asks in words when nobody is there. */
  static final String NOBODY =
      "Nobody is here to answer. Go on as you hold right; if you cannot, end here and name what is"
          + " open.";

  private final TerminalTalk talk;
  private final ToolDesk desk;
  private final SessionNotes notes;
  private final String session;
  private volatile @Nullable Open open;
  private boolean saidNobody;

  /**
   * A question on the screen.
   *
   * @param hash by which it is told from another
   */
  record Open(String id, String hash, CompletableFuture<Reply> reply, Thread asker) {}

  Questions(TerminalTalk talk, ToolDesk desk, SessionNotes notes) {
    this.talk = talk;
    this.desk = desk;
    this.notes = notes;
    this.session = talk.child().folder().getFileName().toString();
  }

  /** Whether the agent waits for an answer: its silence is then ours. */
  boolean isOpen() {
    return open != null;
  }

  /** Asks what is seen, unless it is asked already. */
  void ask(Look look) {
    Open now = open;
    if (now != null && now.hash().equals(look.asked())) {
      return;
    }
    if (now != null) {
      withdraw();
    }
    String id = session + "/" + notes.answered() + "-" + look.asked().substring(0, 12);
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Thread asker =
        Thread.ofVirtual()
            .name("question-" + id)
            .unstarted(() -> {
              try {
                reply.complete(reply(id, look.reading()));
              } catch (RuntimeException broken) {
                reply.completeExceptionally(broken);
              }
            });
    open = new Open(id, look.asked(), reply, asker);
    asker.start();
  }

  /** Its answer, once it is there; empty when none is, or nothing is asked. */
  Optional<Reply> answered() {
    Open now = open;
    if (now == null || !now.reply().isDone()) {
      return Optional.empty();
    }
    return Optional.of(now.reply().join());
  }

  /** Whether the screen still asks it. */
  boolean shows(Look look) {
    Open now = open;
    return now != null && look.reading().state().waits() && now.hash().equals(look.asked());
  }

  /** The screen shows that the answer has arrived. */
  void delivered() {
    close(true);
  }

  /** Nobody needs to answer it any more. */
  void withdraw() {
    close(false);
  }

  private void close(boolean arrived) {
    Open now = open;
    if (now == null) {
      return;
    }
    open = null;
    notes.answered(notes.answered() + 1);
    if (arrived) {
      desk.delivered(now.id());
    } else {
      desk.withdrawn(now.id());
      now.asker().interrupt();
    }
  }

  private Reply reply(String id, Reading reading) {
    String question = reading.question() == null ? reading.line() : reading.question();
    Reading.Offer menu = reading.menu();
    if (menu == null) {
      return inWords(id, question);
    }
    if (menu.startup()) {
      return chosen(id, menu, menu.text().isEmpty() ? question : menu.text(), true);
    }
    return reading.state() == ScreenState.QUESTION
        ? chosen(id, menu, question, false)
        : permission(id, reading, menu, question);
  }

  private Reply inWords(String id, String question) {
    ToolDesk.Words words =
        desk.answers() ? desk.say(id, question, List.of()) : new ToolDesk.Words.Nobody();
    return switch (words) {
      case ToolDesk.Words.Said(String text) -> new Reply.Type(text);
      case ToolDesk.Words.Known() -> new Reply.Stale();
      case ToolDesk.Words.Nobody() -> {
        boolean again = saidNobody;
        saidNobody = true;
        yield again ? new Reply.GiveUp(question, false) : new Reply.Type(NOBODY);
      }
    };
  }

  private Reply chosen(String id, Reading.Offer menu, String question, boolean startup) {
    ToolDesk.Words words =
        desk.answers()
            ? desk.say(id, question, Offered.options(menu))
            : new ToolDesk.Words.Nobody();
    return switch (words) {
      case ToolDesk.Words.Said(String text) -> choice(menu, text);
      case ToolDesk.Words.Known() -> new Reply.Stale();
      case ToolDesk.Words.Nobody() ->
          startup
              ? new Reply.GiveUp(question, true)
              : new Reply.Refuse(menu.deny(), "question", question, "nobody answered", false);
    };
  }

  private static Reply choice(Reading.Offer menu, String text) {
    boolean yes = text.strip().equalsIgnoreCase("yes") && menu.startup();
    if (yes && !menu.allow().isEmpty()) {
      return new Reply.Press(menu.allow(), null);
    }
    Optional<Choice> named = Offered.named(menu, text);
    if (named.isPresent() && !named.get().key().isEmpty()) {
      return new Reply.Press(List.of(key(named.get())), null);
    }
    if (named.isPresent()) { // a list without keys: yes is the one that allows
      boolean allows = named.get().label().toLowerCase(java.util.Locale.ROOT).startsWith("yes");
      return new Reply.Press(allows ? menu.allow() : menu.deny(), null);
    }
    return Offered.free(menu)
        .<Reply>map(free -> new Reply.Press(List.of(key(free)), text))
        .orElseGet(() -> new Reply.Press(menu.deny(), text));
  }

  private static String key(Choice choice) {
    return choice.key().equals("esc") ? "Escape" : choice.key();
  }

  private Reply permission(String id, Reading reading, Reading.Offer menu, String question) {
    ToolDesk.Ask ask = Offered.ask(id, talk.cli(), menu, question);
    boolean paid = reading.state() == ScreenState.OVERAGE;
    if (!paid && onlyLooks()) {
      return refuse(menu, ask, question, "this session only looks: its access is read", false);
    }
    if (!paid && talk.terms().access() == Access.FULL) {
      return new Reply.Press(menu.allow(), null); // it does what it holds right
    }
    Optional<ToolDesk.Permission> decided =
        desk.answers()
            ? desk.decide(paid ? new ToolDesk.Ask(id, "paid_usage", ask.input()) : ask)
            : Optional.of(
                new ToolDesk.Permission.Deny(
                    "nobody is there to allow it, and access = \"full\" was not given", false));
    if (decided.isEmpty()) {
      return new Reply.Stale();
    }
    return switch (decided.get()) {
      case ToolDesk.Permission.Allow(var input) when input == null ->
          new Reply.Press(menu.allow(), null);
      case ToolDesk.Permission.Allow _ ->
          refuse(menu, ask, question, "a terminal takes no changed input", false);
      case ToolDesk.Permission.Deny deny ->
          refuse(menu, ask, question, deny.why(), deny.interrupt());
    };
  }

  private boolean onlyLooks() {
    TerminalCli.Held held = talk.cli().access().get(talk.terms().access());
    return held == null || held.denies();
  }

  private static Reply refuse(
      Reading.Offer menu, ToolDesk.Ask ask, String question, String why, boolean interrupt) {
    Object wanted =
        ask.input().getOrDefault("command", ask.input().getOrDefault("asked", question));
    return new Reply.Refuse(menu.deny(), ask.tool(), String.valueOf(wanted), why, interrupt);
  }
}

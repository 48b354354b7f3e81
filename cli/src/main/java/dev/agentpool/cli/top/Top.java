package dev.agentpool.cli.top;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Doings;
import dev.agentpool.cli.command.FirstCommands;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.review.ReviewCommands;
import dev.agentpool.cli.terminal.Colour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * The view on a terminal: whatever happens is done by one thread, one after the other, and then the
 * screen is drawn.
 */
final class Top {
  private static final int TICK_MS = 1_000;
  private static final int NEWS_MS = 150;
  private final Surroundings here;
  private final BlockingQueue<Runnable> happenings = new LinkedBlockingQueue<>();
  private final AtomicBoolean isNudged = new AtomicBoolean();
  private final Semaphore keyIsWanted = new Semaphore(1);
  private final Doings doings;
  private final View view;
  private final Acts acts;
  private final News news;
  private @Nullable FullScreen screen;
  private @Nullable Shown page;
  private @Nullable Prompt prompt;
  private @Nullable Integer code;

  /**
   * @param here with a client that starts no daemon
   */
  Top(Surroundings here) {
    this.here = here;
    doings = new Doings(here.daemon(), this::nudge);
    view = new View(new Styles(here.terminal().colourful()), doings);
    acts = new Acts(here, line -> happenings.add(() -> did(line)));
    news =
        new News(
            here.daemon(),
            look -> happenings.add(() -> looked(look)),
            why -> happenings.add(() -> view.gone(why)));
  }

  /** Returns the exit code when the person ended it. */
  int run() {
    try (FullScreen drawn =
        new FullScreen(
            () -> happenings.add(this::resized),
            () -> happenings.add(() -> code = ExitCode.INTERRUPTED))) {
      screen = drawn;
      news.start();
      Thread.ofPlatform().daemon().name("top-keys").start(this::readKeys);
      while (code == null) {
        draw(drawn);
        Runnable next = happenings.poll(TICK_MS, TimeUnit.MILLISECONDS);
        while (next != null) {
          next.run();
          next = code == null ? happenings.poll() : null;
        }
      }
      return code;
    } catch (IOException e) {
      throw CliException.machine("cannot draw on this terminal: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } finally {
      news.close();
      doings.close();
      closePage();
    }
  }

  /** From any thread: there is something new to see. Much news at once is drawn once. */
  private void nudge() {
    if (!isNudged.getAndSet(true)) {
      CompletableFuture.delayedExecutor(NEWS_MS, TimeUnit.MILLISECONDS)
          .execute(() -> happenings.add(() -> isNudged.set(false)));
    }
  }

  /** A key is read when the one before it is done: meanwhile another program may have them. */
  private void readKeys() {
    try {
      Key.Name last = Key.Name.OTHER;
      while (last != Key.Name.NONE) {
        keyIsWanted.acquire();
        Key key = Key.next(here.terminal().in());
        last = key.name();
        happenings.add(() -> {
          try {
            pressed(key);
          } finally {
            keyIsWanted.release();
          }
        });
      }
    } catch (IOException over) {
      happenings.add(() -> code = ExitCode.DONE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void looked(Look look) {
    view.looked(look, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
    doings.listen(look.running());
  }

  private void did(String line) {
    view.tell(line);
    news.look();
  }

  private void resized() {
    if (screen != null) {
      screen.resize();
    }
  }

  private void draw(FullScreen drawn) {
    Size size = drawn.drawnSize();
    int columns = size.getColumns();
    List<AttributedString> lines = new ArrayList<>(view.body(columns, size.getRows() - 1, page));
    while (lines.size() < size.getRows() - 1) {
      lines.add(AttributedString.EMPTY);
    }
    Prompt asked = prompt;
    if (asked == null) {
      lines.add(view.foot(columns, page != null));
      drawn.draw(lines, -1);
    } else {
      String line = asked.shown(columns - 1);
      lines.add(new Styles(false).line(Colour.PLAIN, line, columns));
      drawn.draw(lines, Columns.width(line));
    }
  }

  private void pressed(Key key) {
    Prompt asked = prompt;
    view.tell("");
    if (key.name() == Key.Name.NONE) {
      code = ExitCode.DONE;
    } else if (key.name() == Key.Name.INTERRUPT) {
      code = ExitCode.INTERRUPTED;
    } else if (asked != null) {
      if (asked.key(key) && prompt == asked) {
        prompt = null;
      }
    } else if (!moved(key)) {
      switch (key.name()) {
        case ENTER -> look();
        case ESCAPE -> back(false);
        case TYPED -> typed(key.typed());
        default -> {}
      }
    }
  }

  private boolean moved(Key key) {
    int pageful = Math.max(1, screen == null ? 1 : screen.drawnSize().getRows() - 4);
    int lines =
        switch (key.name()) {
          case UP -> -1;
          case DOWN -> 1;
          case PAGE_UP -> -pageful;
          case PAGE_DOWN -> pageful;
          case HOME -> -1_000_000;
          case END -> 1_000_000;
          case TYPED ->
              switch (key.typed()) {
                case 'k' -> -1;
                case 'j' -> 1;
                case ' ' -> page == null ? 0 : pageful;
                case 'g' -> -1_000_000;
                case 'G' -> 1_000_000;
                default -> 0;
              };
          default -> 0;
        };
    if (lines == 0) {
      return false;
    }
    if (page == null) {
      view.move(lines);
    } else if (lines == 1_000_000) {
      page.toEnd();
    } else {
      page.move(lines);
    }
    return true;
  }

  private void typed(int key) {
    switch (key) {
      case 'q' -> back(true);
      case '?' -> view.help(!view.helps());
      case '/' -> prompt = new Prompt("/", view::filter);
      default -> {
        Row row = page == null ? view.chosen() : page.about();
        if (row != null && !view.helps()) {
          act(key, row);
        }
      }
    }
  }

  private void back(boolean orQuit) {
    if (view.helps()) {
      view.help(false);
    } else if (page != null) {
      closePage();
    } else if (orQuit) {
      code = ExitCode.DONE;
    } else {
      view.filter("");
    }
  }

  private void act(int key, Row row) {
    boolean isQuestion = row.kind() == Row.Kind.QUESTION;
    switch (key) {
      case 'l' -> log(row);
      case 'a' -> {
        if (isQuestion) {
          ask("answer" + options(row) + ":", line -> acts.answer(row.id(), line));
        } else if (row.kind() == Row.Kind.RUNNING) {
          attach(row);
        } else {
          view.tell(
              "a answers a question, or sits at a running task's terminal; enter looks at this");
        }
      }
      case 'y' -> {
        if (isQuestion && options(row).isEmpty()) {
          acts.answer(row.id(), "yes");
        } else if (isQuestion) {
          view.tell("it asks which one: a answers" + options(row));
        } else if (row.kind() == Row.Kind.REVIEW) {
          acts.approve(row.id());
        } else {
          view.tell("y is for questions and for what waits for review");
        }
      }
      case 'n' -> {
        if (isQuestion) {
          prompt = new Prompt("no, because (enter: just no):", why -> acts.refuse(row.id(), why));
        } else if (row.kind() == Row.Kind.REVIEW) {
          ask("send back; what is to change:", said -> acts.reject(row.id(), said));
        } else {
          view.tell("n is for questions and for what waits for review");
        }
      }
      case 'c' -> cancel(row);
      case 'r' -> {
        if (row.kind() == Row.Kind.FAILED || row.kind() == Row.Kind.DONE) {
          acts.retry(row.id());
        } else {
          view.tell("r hands in again what has ended");
        }
      }
      default -> {}
    }
  }

  private void ask(String label, Consumer<String> then) {
    prompt =
        new Prompt(
            label,
            line -> {
              if (line.isEmpty()) {
                view.tell("nothing was said, so nothing was done");
              } else {
                then.accept(line);
              }
            });
  }

  private static String options(Row question) {
    StringBuilder options = new StringBuilder();
    int number = 0;
    for (Json option : question.told().get("options").items()) {
      options.append("  ").append(++number).append(' ').append(option.textOrNull());
    }
    return Columns.clean(options.toString());
  }

  /** Empty for what is about no task. */
  private static String task(Row row) {
    return row.kind() == Row.Kind.QUESTION
        ? row.told().text("task")
        : row.kind().isTask() ? row.id() : "";
  }

  private void cancel(Row row) {
    String task = task(row);
    if (task.isEmpty() || row.kind() == Row.Kind.FAILED || row.kind() == Row.Kind.DONE) {
      view.tell("c cancels a task that has not ended");
      return;
    }
    prompt =
        new Prompt(
            "cancel " + task + "? y cancels it:",
            said -> {
              if (said.equalsIgnoreCase("y") || said.equalsIgnoreCase("yes")) {
                acts.cancel(task);
              } else {
                view.tell("it goes on");
              }
            });
  }

  private void log(Row row) {
    String task = task(row);
    if (task.isEmpty()) {
      view.tell("no agent works at this");
    } else {
      show(row, true, FirstCommands.named("logs"), "--follow", task);
    }
  }

  private void look() {
    Row row = page == null ? view.chosen() : null;
    if (row == null || view.helps()) {
      return;
    }
    switch (row.kind()) {
      case QUESTION -> show(row, false, FirstCommands.named("inbox list"), row.id());
      case REVIEW, DONE -> show(row, false, ReviewCommands.named("review"), row.id());
      case RUNNING, WAITING, FAILED -> show(row, false, FirstCommands.named("task"), row.id());
      case PAUSE -> show(row, false, FirstCommands.named("status"));
      case POOL -> show(row, false, FirstCommands.named("status"), "--dir", row.told().text("dir"));
      case HEADING -> {}
    }
  }

  private void show(Row about, boolean follows, @Nullable Command command, String... arguments) {
    closePage();
    if (command != null) {
      page = new Shown(here, this::nudge, about, follows, command, arguments);
    }
  }

  private void closePage() {
    if (page != null) {
      page.close();
      page = null;
    }
  }

  private void attach(Row row) {
    try {
      List<String> program = acts.seat(row.id());
      if (program.isEmpty() || screen == null) {
        log(row);
        view.tell("it has no terminal of its own: this is what its agent says");
        return;
      }
      screen.lend(() -> {
        try {
          new ProcessBuilder(program).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
    } catch (CliException | IOException refused) {
      view.tell(String.valueOf(refused.getMessage()));
    }
  }
}

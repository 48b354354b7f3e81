package dev.agentpool.cli.top;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Doings;
import dev.agentpool.cli.command.FirstCommands;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.review.ReviewCommands;
import dev.agentpool.cli.terminal.Colour;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final Decisions decisions;
  private final News news;
  private volatile boolean isSeen; // what there is, by the person
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
    decisions = new Decisions(view, acts, asked -> prompt = asked);
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
      draw(drawn);
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
      InputStream keys = here.terminal().in();
      keys.skipNBytes(keys.available()); // typed before there was a screen, for something else
      Key.Name last = Key.Name.OTHER;
      while (last != Key.Name.NONE) {
        keyIsWanted.acquire();
        Key key = nextKey();
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

  /** Before there is anything to be seen nothing can be meant, but to leave. */
  private Key nextKey() throws IOException {
    Key key = Key.next(here.terminal().in());
    while (!isSeen && !key.leaves()) {
      key = Key.next(here.terminal().in());
    }
    return key;
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
    isSeen |= view.hasLooked();
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
        if (row == null || view.helps()) {
          return;
        }
        if (page == null && Decisions.KEYS.indexOf(key) >= 0 && view.hasSlid()) {
          view.tell("this line took the place of another one just now: look, and press it again");
        } else {
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
    if (key == 'l') {
      log(row);
    } else if (key == 'a' && row.kind() == Row.Kind.RUNNING) {
      attach(row);
    } else {
      decisions.key(key, row);
    }
  }

  private void log(Row row) {
    String task = row.task();
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
      page = new Shown(here, this::nudge, this::pageSize, about, follows, command, arguments);
    }
  }

  private dev.agentpool.cli.terminal.Size pageSize() {
    Size size = screen == null ? new Size(80, 24) : screen.drawnSize();
    return new dev.agentpool.cli.terminal.Size(size.getColumns(), size.getRows());
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

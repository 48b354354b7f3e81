package dev.agentpool.provider.terminal;

import dev.agentpool.session.ProviderException;
import dev.agentpool.session.Screen;
import dev.agentpool.session.Terminal;
import dev.agentpool.terminal.tmux.Tmux;
import dev.agentpool.terminal.tmux.TmuxException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** The terminal of a session, for who watches it or types into it by hand. */
final class SessionTerminal implements Terminal {
  private final TerminalTalk talk;

  SessionTerminal(TerminalTalk talk) {
    this.talk = talk;
  }

  @Override
  public Screen screen(Duration patience) {
    return telling(() -> talk.look(patience).screen());
  }

  /** One to three letters or digits are the choice of a menu, which needs no keys of the CLI's. */
  @Override
  public void type(String text, boolean submit) {
    telling(() -> {
      if (text.isEmpty() && submit) {
        talk.keys(List.of("Enter"));
      } else if (submit && text.strip().matches("[A-Za-z0-9]{1,3}")) {
        talk.tmux().paste(text.strip());
        talk.keys(List.of("Enter"));
      } else if (submit) {
        talk.send(text);
      } else {
        talk.tmux().paste(text);
      }
      return true;
    });
  }

  @Override
  public void keys(List<String> keys) {
    telling(() -> {
      talk.keys(keys);
      return true;
    });
  }

  @Override
  public Place place() {
    return new Place(Tmux.NAME, Tmux.PANE);
  }

  @Override
  public List<String> attachCommand() {
    return talk.tmux().attachCommand();
  }

  private static <T> T telling(Callable<T> asked) {
    try {
      return asked.call();
    } catch (TmuxException gone) {
      throw TerminalTalk.gone(gone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a terminal was used", e);
    } catch (ProviderException | IllegalArgumentException refused) {
      throw refused;
    } catch (Exception e) {
      throw new IllegalStateException("a terminal could not be used", e);
    }
  }
}

package dev.agentpool.bench;

import dev.agentpool.budget.Money;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Capabilities;
import dev.agentpool.session.Detection;
import dev.agentpool.session.EndOfSession;
import dev.agentpool.session.Launch;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An agent that is done at once: what is left is what agentpool itself costs. */
final class NoOpProvider implements AgentProvider {
  private static final LaunchSeal SEAL = LaunchSeal.ofThisProcess();

  @Override
  public String name() {
    return "no-op";
  }

  @Override
  public Detection detect(SessionSpec spec) {
    return new Detection(true, "1", null, "");
  }

  @Override
  public AgentSession open(SessionSpec spec, Path folder) {
    try {
      return new Session(launch(spec), Files.createDirectories(folder), new AtomicInteger());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        "none", false, false, false, Capabilities.Spending.NOTHING, false, false, Map.of());
  }

  @Override
  public List<String> objections(Settings settings) {
    return List.of();
  }

  @Override
  public Launch launch(SessionSpec spec) {
    return Launch.of(spec, name(), "no-op", List.of(), null, SEAL);
  }

  @Override
  public Optional<AgentSession> adopt(Path folder, ToolDesk toolDesk) {
    return Optional.empty();
  }

  @Override
  public void endUnread(Path folder, Duration patience) {}

  private record Session(Launch launch, Path folder, AtomicInteger count) implements AgentSession {
    @Override
    public @Nullable String providerSession() {
      return null;
    }

    @Override
    public boolean alive() {
      return true;
    }

    @Override
    public int turns() {
      return count.get();
    }

    @Override
    public Turn send(TurnRequest request, TurnListener listener) {
      count.incrementAndGet();
      return new Done(AgentReport.silent(Outcome.COMPLETED));
    }

    @Override
    public Resumed resumeTurn(TurnRequest request, TurnListener listener) {
      return new Resumed.NeverBegun();
    }

    @Override
    public boolean reset(Duration patience) {
      return true;
    }

    @Override
    public Optional<Money> costSoFar(Duration patience) {
      return Optional.empty();
    }

    @Override
    public EndOfSession end(Duration patience) {
      return new EndOfSession("nothing to end", List.of());
    }
  }

  private record Done(AgentReport result) implements Turn {
    @Override
    public AgentReport await() {
      return result;
    }

    @Override
    public Optional<AgentReport> await(Duration atMost) {
      return Optional.of(result);
    }

    @Override
    public void interrupt() {}
  }
}

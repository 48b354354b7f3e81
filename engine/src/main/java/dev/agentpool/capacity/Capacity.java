package dev.agentpool.capacity;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.parts.AgentVariables;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.usage.Seen;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsagePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What providers have left: what is remembered of it, and what they say when they are asked now.
 * All that is asked is remembered. Thread-safe.
 */
public final class Capacity {
  private final Ledger ledger;
  private final Map<String, AgentProvider> providers;
  private final AgentVariables variables;
  private final Meters meters;
  private final Supplier<UsagePolicy> policy;
  private final Refresh refresh = new Refresh();

  /**
   * @param providers those that can be asked for, by name
   * @param policy as a person's file says it at each question
   */
  public Capacity(
      Ledger ledger,
      Map<String, AgentProvider> providers,
      AgentVariables variables,
      Meters meters,
      Supplier<UsagePolicy> policy) {
    this.ledger = ledger;
    this.providers = new TreeMap<>(providers);
    this.providers.remove("acp"); // of which there is none without a name of its own
    this.variables = variables;
    this.meters = meters;
    this.policy = policy;
  }

  /**
   * Snapshots, one a provider.
   *
   * @param live whether somebody was asked now
   * @param partial whether somebody was late
   */
  public record Snapshots(List<Usage> usages, boolean live, boolean partial) {
    public Snapshots {
      usages = List.copyOf(usages);
    }
  }

  /**
   * Where and how is asked.
   *
   * @param provider of this one alone
   * @param settings that hold where one asks
   */
  public record Question(
      Optional<String> provider,
      Backend backend,
      Duration atMost,
      Settings settings,
      Path directory) {}

  /** Says whether something new may be started. */
  public UsageGate gate() {
    return new UsageGate(ledger, policy);
  }

  public UsagePolicy policy() {
    return policy.get();
  }

  /** Names of the providers there are. */
  public Set<String> providers() {
    return Collections.unmodifiableSet(providers.keySet());
  }

  /** What is remembered. */
  public Snapshots remembered(Optional<String> provider) {
    List<Usage> usages =
        ledger.usages().stream()
            .filter(usage -> provider.isEmpty() || provider.get().equals(usage.provider()))
            .filter(usage -> isKnown(usage.provider()))
            .toList();
    return new Snapshots(usages, false, false);
  }

  private boolean isKnown(String provider) {
    return providers.containsKey(provider) || provider.startsWith("acp:");
  }

  /** The same; asked anew where a person wants that of what is old. */
  public Snapshots fresh(Question question) throws InterruptedException {
    Duration after = policy().autoRefreshAfter();
    Snapshots remembered = remembered(question.provider());
    return after != null && isOld(question, remembered, after) ? asked(question) : remembered;
  }

  private boolean isOld(Question question, Snapshots remembered, Duration after) {
    Map<String, Usage> byProvider =
        remembered.usages().stream().collect(Collectors.toMap(Usage::provider, usage -> usage));
    Instant oldest = ledger.now().minus(after);
    return meant(question).stream()
        .anyMatch(provider -> {
          Usage usage = byProvider.get(provider);
          return usage == null || usage.checkedAt().isBefore(oldest);
        });
  }

  /** Asks now, all at once, and remembers what they say. */
  public Snapshots asked(Question question) throws InterruptedException {
    Meter meter = new Meter(meters, policy(), this::isInstalled);
    Instant now = ledger.now();
    Refresh.All all =
        refresh.of(
            meant(question),
            question.backend(),
            question.atMost(),
            now,
            provider -> meter.read(provider, spec(provider, question), question.backend(), now));
    List<Usage> told =
        all.usages().stream()
            .map(usage -> Seen.over(usage, ledger.usage(usage.provider())))
            .toList();
    told.forEach(ledger::noteUsage);
    return new Snapshots(told, true, all.partial());
  }

  private boolean isInstalled(String provider, SessionSpec spec) {
    AgentProvider one = providers.get(provider);
    return one == null || one.detect(spec).usable();
  }

  private List<String> meant(Question question) {
    return question.provider().map(List::of).orElseGet(() -> List.copyOf(providers.keySet()));
  }

  private SessionSpec spec(String provider, Question question) {
    Settings all = question.settings();
    // a command that is set is one provider's; the others are looked for where they usually are
    boolean usual = all.get(SettingKeys.PROVIDER).equals(provider);
    Settings settings =
        (usual ? all : all.with(SettingKeys.COMMAND, null)).with(SettingKeys.PROVIDER, provider);
    return new SessionSpec(
        settings, question.directory(), variables.of(settings), false, null, null, ToolDesk.NONE);
  }
}

package dev.agentpool.settings;

/** What becomes of tasks for which the caps of their pool have no money left. */
public enum BudgetExhausted {
  /** They wait, and a person is asked for more. */
  ASK("ask"),
  FAIL("fail");

  private final String wireName;

  BudgetExhausted(String wireName) {
    this.wireName = wireName;
  }

  /** What these settings say; where they say that nobody is there, nobody is asked. */
  public static BudgetExhausted of(Settings settings) {
    boolean nobody =
        settings
            .find(SettingKeys.UNATTENDED)
            .filter(unattended -> unattended != Unattended.PARK)
            .isPresent();
    return settings.find(SettingKeys.BUDGET_EXHAUSTED).orElse(nobody ? FAIL : ASK);
  }

  /** Whether these settings say anything about it. */
  public static boolean isIn(Settings settings) {
    return settings.find(SettingKeys.BUDGET_EXHAUSTED).isPresent() || of(settings) == FAIL;
  }

  /**
   * Whether these settings ask by their own word: what is submitted to a pool that has nothing left
   * waits then, too, where it is refused at once otherwise.
   */
  public static boolean isAskedFor(Settings settings) {
    return settings.find(SettingKeys.BUDGET_EXHAUSTED).filter(ASK::equals).isPresent();
  }

  public String wireName() {
    return wireName;
  }
}

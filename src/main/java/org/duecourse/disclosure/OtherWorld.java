package org.duecourse.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.duecourse.disclosure.CountModel.Cell;
import org.duecourse.disclosure.CountModel.Hiding;
import org.duecourse.disclosure.CountModel.Sum;
import org.jspecify.annotations.Nullable;

/** Looks for another world in which a hidden count differs and every shown figure is the same. */
final class OtherWorld {
  /* A hidden count is safe when it need not be what it is: when some other set of counts obeys every sum, agrees with every
   * shown figure, and has another number in its place. One such world is proof; no bound on what a reader may try is needed.
   *
   * The search moves the count by a step and repairs the sums that this breaks, one after another, by moving one more count
   * that is hidden (or rounded, and shown the same) in each: the one with the fewest ways out first. It gives up early;
   * then MovedPeople says what else must be hidden. */
  private static final int PATIENCE = 300;
  private static final int LONGEST = 40;

  private final CountModel model;
  private final Hiding nothing;
  private final int[] steps;
  private final int[] imbalance;
  private final List<Cell> moved = new ArrayList<>();
  private int visits;

  OtherWorld(CountModel model) {
    this.model = model;
    this.nothing = new Hiding(model);
    this.steps = new int[model.cells().size()];
    this.imbalance = new int[model.sums()];
  }

  /** Whether another world was found for a count, with what is shown now. */
  boolean existsFor(Cell cell) {
    int size = model.profile().apart();
    visits = 0;
    if (found(cell, size)) {
      return true;
    }
    visits = 0;
    return found(cell, -size);
  }

  private boolean found(Cell cell, int step) {
    if (!model.canMove(cell, step, nothing)) {
      return false;
    }
    move(cell, step);
    boolean found = mended();
    undo(cell, step);
    return found;
  }

  private boolean mended() {
    if (++visits > PATIENCE || moved.size() > LONGEST) {
      return false;
    }
    List<Choice> choices = fewestChoices();
    if (choices == null) {
      return model.keepsPercents(steps, moved, nothing);
    }
    choices.sort(Comparator.comparingInt(Choice::breaks));
    for (Choice choice : choices) {
      if (found(choice.cell, choice.step)) {
        return true;
      }
      if (visits > PATIENCE) {
        return false;
      }
    }
    return false;
  }

  private record Choice(Cell cell, int step, int breaks) {}

  /** The ways to mend the broken sum that has the fewest; null where no sum is broken. */
  private @Nullable List<Choice> fewestChoices() {
    List<Choice> fewest = null;
    for (Cell cell : moved) {
      for (Sum sum : cell.sums) {
        if (imbalance[sum.index] != 0) {
          List<Choice> choices = choices(sum);
          if (fewest == null || choices.size() < fewest.size()) {
            fewest = choices;
          }
          if (fewest.isEmpty()) {
            return fewest;
          }
        }
      }
    }
    return fewest;
  }

  private List<Choice> choices(Sum broken) {
    List<Choice> choices = new ArrayList<>();
    int missing = Integer.signum(imbalance[broken.index]) * model.profile().apart();
    consider(choices, broken.whole, missing);
    broken.parts.forEach(part -> consider(choices, part, -missing));
    return choices;
  }

  private void consider(List<Choice> choices, Cell cell, int step) {
    if (steps[cell.index] == 0 && model.canMove(cell, step, nothing)) {
      choices.add(new Choice(cell, step, stillBroken(cell, step)));
    }
  }

  /** How many sums would be broken that are not now, less those that would be mended. */
  private int stillBroken(Cell cell, int step) {
    int more = 0;
    for (Sum sum : cell.sums) {
      int before = imbalance[sum.index];
      int after = before + (cell == sum.whole ? -step : step);
      more += (after == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
    }
    return more;
  }

  /* imbalance = sum of the parts' steps - the whole's step */
  private void move(Cell cell, int step) {
    steps[cell.index] = step;
    moved.add(cell);
    cell.sums.forEach(sum -> imbalance[sum.index] += cell == sum.whole ? -step : step);
  }

  private void undo(Cell cell, int step) {
    steps[cell.index] = 0;
    moved.removeLast();
    cell.sums.forEach(sum -> imbalance[sum.index] -= cell == sum.whole ? -step : step);
  }
}

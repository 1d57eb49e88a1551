package org.duecourse.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All counts behind a set of tables, the sums that they obey, and what is printed of them. A count
 * is printed by itself or through a share; what nothing prints, a reader does not know.
 */
final class CountModel {
  private final Profile profile;
  private final List<Cell> cells = new ArrayList<>();
  private final List<Sum> sums = new ArrayList<>();
  private final List<Printed> printed = new ArrayList<>();

  /** A count: its true value, and where it appears. */
  static final class Cell {
    final int index;
    final String kind;
    final Map<String, String> place;
    final long value;
    final boolean guarded;
    final List<Printed> printed = new ArrayList<>();
    final List<Sum> sums = new ArrayList<>();
    boolean counted;

    private Cell(int index, String kind, Map<String, String> place, long value, boolean guarded) {
      this.index = index;
      this.kind = kind;
      this.place = place;
      this.value = value;
      this.guarded = guarded;
    }

    @Override
    public String toString() {
      return kind + place + "=" + value;
    }
  }

  /** A whole is the sum of its parts. */
  static final class Sum {
    final int index;
    final Cell whole;
    final List<Cell> parts;

    private Sum(int index, Cell whole, List<Cell> parts) {
      this.index = index;
      this.whole = whole;
      this.parts = List.copyOf(parts);
    }

    /** Whether it adds up rows, not counts of one row. */
    boolean isTotal() {
      return !parts.get(0).place.equals(whole.place);
    }
  }

  /** How a figure prints counts. */
  enum Kind {
    COUNT,
    SHARE
  }

  /**
   * One printed figure: a count, or a share with its interval. A share is shown only while its
   * denominator is.
   */
  static final class Printed {
    final int index;
    final Kind kind;
    final double weight;
    final List<Cell> cells;
    boolean shown = true;

    private Printed(int index, Kind kind, double weight, List<Cell> cells) {
      this.index = index;
      this.kind = kind;
      this.weight = weight;
      this.cells = List.copyOf(cells);
    }

    /** The denominator of a share. */
    Cell of() {
      return cells.get(0);
    }

    /** The numerator of a share. */
    Cell count() {
      return cells.get(1);
    }
  }

  CountModel(Profile profile) {
    this.profile = profile;
  }

  Profile profile() {
    return profile;
  }

  List<Cell> cells() {
    return cells;
  }

  int sums() {
    return sums.size();
  }

  /**
   * Adds a count.
   *
   * @param kind what is counted, "first-wait.requests"
   * @param place the row: clinic, month …
   * @param guarded whether it must not be worked out while it is small
   */
  Cell cell(String kind, Map<String, String> place, long value, boolean guarded) {
    Cell cell = new Cell(cells.size(), kind, place, value, guarded);
    cells.add(cell);
    return cell;
  }

  /** Adds a sum; the true values obey it. */
  void sum(Cell whole, List<Cell> parts) {
    Sum sum = new Sum(sums.size(), whole, parts);
    sums.add(sum);
    whole.sums.add(sum);
    parts.forEach(part -> part.sums.add(sum));
  }

  /** Says that a count is printed. */
  Printed count(Cell cell, double weight) {
    cell.counted = true;
    return print(Kind.COUNT, weight, List.of(cell));
  }

  /** Says that a share is printed. */
  Printed share(Cell of, Cell count, Cell rest, double weight) {
    return print(Kind.SHARE, weight, List.of(of, count, rest));
  }

  private Printed print(Kind kind, double weight, List<Cell> of) {
    Printed figure = new Printed(printed.size(), kind, weight, of);
    printed.add(figure);
    of.forEach(cell -> cell.printed.add(figure));
    return figure;
  }

  /** Hides every small guarded count, and every share that prints one. */
  void hideSmall() {
    for (Cell cell : cells) {
      if (isSmall(cell)) {
        hide(cell);
      }
    }
  }

  /** Whether a count is one that nobody may work out. */
  boolean isSmall(Cell cell) {
    return cell.guarded && profile.isSmall(cell.value);
  }

  /** Hides everything. */
  void hideAll() {
    printed.forEach(figure -> figure.shown = false);
  }

  /** Hides all figures that print a count. */
  void hide(Cell cell) {
    cell.printed.forEach(figure -> figure.shown = false);
  }

  /** What a reader learns of a count from one shown figure. */
  private enum Tells {
    NOTHING,
    ROUNDED,
    PERCENT,
    EXACTLY
  }

  private Tells tells(Printed figure, Cell cell) {
    if (profile.roundTo() == 1) {
      return Tells.EXACTLY;
    }
    return switch (figure.kind) {
      case COUNT -> Tells.ROUNDED;
      case SHARE ->
          switch (profile.shares()) {
            case EXACT -> Tells.EXACTLY;
            case FROM_ROUNDED -> cell == figure.count() ? Tells.ROUNDED : Tells.NOTHING;
            case WHOLE -> Tells.PERCENT;
          };
    };
  }

  /** Whether a count may differ by a step without any figure changing, as far as it alone tells. */
  boolean canMove(Cell cell, int step, Hiding hiding) {
    long moved = cell.value + step;
    for (Printed figure : cell.printed) {
      if (!figure.shown || hiding.hides(figure)) {
        continue;
      }
      switch (tells(figure, cell)) {
        case EXACTLY -> {
          return false;
        }
        case ROUNDED -> {
          if (moved < profile.leastShownLike(cell.value)
              || moved > profile.mostShownLike(cell.value)) {
            return false;
          }
        }
        case NOTHING, PERCENT -> {}
      }
    }
    return moved >= (cell.counted && profile.showsZero() ? 1 : 0);
  }

  /** Whether every shown whole percent stays what it is in another world. */
  boolean keepsPercents(int[] steps, List<Cell> moved, Hiding hiding) {
    if (profile.shares() != Profile.Shares.WHOLE) {
      return true;
    }
    for (Cell cell : moved) {
      for (Printed figure : cell.printed) {
        if (figure.kind == Kind.SHARE && figure.shown && !hiding.hides(figure)) {
          long of = figure.of().value + steps[figure.of().index];
          long count = figure.count().value + steps[figure.count().index];
          if (of <= 0
              || Math.round(100.0 * count / of)
                  != Math.round(100.0 * figure.count().value / figure.of().value)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Whether a figure that prints a zero stands in the way of moving it; such zeros stay shown. */
  boolean isShownZero(Cell cell) {
    return cell.value == 0 && cell.counted && profile.showsZero();
  }

  /** Figures that would be hidden beside those that are. */
  static final class Hiding {
    private final int[] times;

    Hiding(CountModel model) {
      times = new int[model.printed.size()];
    }

    boolean hides(Printed figure) {
      return times[figure.index] > 0;
    }

    void add(Cell cell) {
      cell.printed.forEach(figure -> times[figure.index]++);
    }

    void remove(Cell cell) {
      cell.printed.forEach(figure -> times[figure.index]--);
    }

    /** How much is lost by hiding a count as well. */
    double price(Cell cell) {
      double price = 0;
      for (Printed figure : cell.printed) {
        if (figure.shown && times[figure.index] == 0) {
          price += figure.weight;
        }
      }
      return price;
    }

    /** Hides them for good. */
    void commit(CountModel model) {
      for (Printed figure : model.printed) {
        if (times[figure.index] > 0) {
          figure.shown = false;
        }
      }
    }
  }
}

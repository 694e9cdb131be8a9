#include "lessons/kit/contours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace nabla::kit {
namespace {

/// Crossings of one level with the grid's edges. An edge's number: its upper left node times 2, plus 1 if it runs down.
class Tracer {
public:
    Tracer(std::span<const double> nodes, int columns, int rows, double level) : nodes_(nodes), columns_(columns), rows_(rows), level_(level) {}

    std::vector<Contour> trace() {
        for (int y = 0; y + 1 < rows_; ++y)
            for (int x = 0; x + 1 < columns_; ++x) cell(x, y);
        std::vector<Contour> found;
        std::vector<int> ends;
        for (const auto& [edge, links] : links_)
            if (links[1] < 0) ends.push_back(edge);
        std::ranges::sort(ends);              // the map's own order is no order
        for (const int edge : ends) follow(edge, found);
        std::vector<int> rest;
        for (const auto& [edge, links] : links_) rest.push_back(edge);
        std::ranges::sort(rest);
        for (const int edge : rest) follow(edge, found);
        return found;
    }

private:
    double at(int x, int y) const { return nodes_[static_cast<std::size_t>(y * columns_ + x)]; }
    int across(int x, int y) const { return 2 * (y * columns_ + x); }
    int down(int x, int y) const { return across(x, y) + 1; }

    void cell(int x, int y) {
        const bool a = at(x, y) > level_, b = at(x + 1, y) > level_, c = at(x + 1, y + 1) > level_, d = at(x, y + 1) > level_;
        if (!std::isfinite(at(x, y)) || !std::isfinite(at(x + 1, y)) || !std::isfinite(at(x + 1, y + 1)) || !std::isfinite(at(x, y + 1))) return;
        std::array<int, 4> edges{};
        int count = 0;
        const auto add = [&](bool crossed, int edge) { if (crossed) edges[static_cast<std::size_t>(count++)] = edge; };
        add(a != b, across(x, y));
        add(b != c, down(x + 1, y));
        add(c != d, across(x, y + 1));
        add(d != a, down(x, y));
        if (count == 2) link(edges[0], edges[1]);
        if (count != 4) return;
        // A saddle: the middle decides which corners belong together.
        const bool middle = (at(x, y) + at(x + 1, y) + at(x + 1, y + 1) + at(x, y + 1)) / 4 > level_;
        if (middle == a) link(edges[0], edges[1]), link(edges[2], edges[3]);
        else link(edges[3], edges[0]), link(edges[1], edges[2]);
    }

    void link(int a, int b) {
        for (const auto& [from, to] : {std::pair{a, b}, std::pair{b, a}}) {
            auto& links = links_.try_emplace(from, std::array<int, 2>{-1, -1}).first->second;
            (links[0] < 0 ? links[0] : links[1]) = to;
        }
    }

    ImVec2 point(int edge) const {
        const int node = edge / 2, x = node % columns_, y = node / columns_;
        const bool runs_down = edge % 2 == 1;
        const double from = at(x, y), to = runs_down ? at(x, y + 1) : at(x + 1, y);
        const auto part = static_cast<float>(std::clamp((level_ - from) / (to - from), 0.0, 1.0));
        return {static_cast<float>(x) + (runs_down ? 0 : part), static_cast<float>(y) + (runs_down ? part : 0)};
    }

    /// Takes the line that begins at this edge out of the links.
    void follow(int edge, std::vector<Contour>& found) {
        if (!links_.contains(edge)) return;
        Contour line{.level = level_};
        const int first = edge;
        for (int before = -1;;) {
            const auto it = links_.find(edge);
            if (it == links_.end()) {
                line.closed = edge == first && line.points.size() > 2;
                break;
            }
            line.points.push_back(point(edge));
            const auto links = it->second;
            links_.erase(it);
            const int next = links[0] == before && links[1] >= 0 ? links[1] : links[0] == before ? -1 : links[0];
            before = edge;
            if (next < 0) break;
            edge = next;
        }
        if (line.closed) line.points.push_back(line.points.front());
        if (line.points.size() > 1) found.push_back(std::move(line));
    }

    std::span<const double> nodes_;
    int columns_, rows_;
    double level_;
    std::unordered_map<int, std::array<int, 2>> links_;
};

}  // namespace

double Levels::part(double value) const {
    const double top = std::log1p(std::max(1e-300, (high - base) / finest));
    return std::clamp(std::log1p(std::max(0.0, (value - base) / finest)) / top, 0.0, 1.0);
}

Levels contour_levels(double low, double high, int count) {
    Levels levels{.base = low, .finest = 1, .values = {}, .high = high};
    if (!(high > low)) return levels;
    // Steps 5, 2, 1 times a power of ten, from the largest that fits downwards.
    double unit = std::pow(10.0, std::floor(std::log10(high - low)));
    std::vector<double> steps;
    for (; static_cast<int>(steps.size()) < count; unit /= 10)
        for (const double factor : {5.0, 2.0, 1.0})
            if (factor * unit < high - low && static_cast<int>(steps.size()) < count) steps.push_back(factor * unit);
    levels.finest = steps.back();
    // A round base keeps the labels short; a level below `low` is no line at all.
    const double round = std::pow(10.0, std::ceil(std::log10(levels.finest) - 1e-9));
    levels.base = std::floor(low / round) * round;
    for (auto it = steps.rbegin(); it != steps.rend(); ++it) levels.values.push_back(levels.base + *it);
    return levels;
}

std::vector<Contour> contours(std::span<const double> nodes, int columns, int rows, std::span<const double> levels) {
    std::vector<Contour> all;
    for (const double level : levels) {
        auto lines = Tracer(nodes, columns, rows, level).trace();
        all.insert(all.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
    }
    return all;
}

}  // namespace nabla::kit

#pragma once
// A hash table from hashes to small values, for look-ups in inner loops: one array, linear probing,
// no erasing. std::unordered_map chases a pointer for each look-up and divides by a prime; looking
// up the words of a page in it took a tenth of the whole cleaning.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace winnow {

/// `Key` is a hash already, 32 or 64 bits wide; 0 counts as 1. The order of the slots depends on the
/// keys and on the order of insertion only.
template <class Key, class Value>
class HashTable {
  static_assert(std::is_same_v<Key, std::uint32_t> || std::is_same_v<Key, std::uint64_t>);

 public:
  struct Slot {
    Key key = 0;  ///< 0: free
    Value value{};
  };

  HashTable() : HashTable(0) {}
  /// With room for that many keys before it grows.
  explicit HashTable(std::size_t keys) : slots_(std::bit_ceil(keys * 2 + 16)) {}

  /// The value of `key`, made if it is not there.
  Value& operator[](Key key) {
    key |= key == 0;
    Slot* slot = &slots_[place_of(key)];
    if (slot->key == 0) {
      if (2 * (used_ + 1) > slots_.size()) {
        grow();
        slot = &slots_[place_of(key)];
      }
      slot->key = key;
      ++used_;
    }
    return slot->value;
  }

  /// Null where `key` is missing.
  const Value* find(Key key) const noexcept {
    key |= key == 0;
    const Slot& slot = slots_[place_of(key)];
    return slot.key ? &slot.value : nullptr;
  }

  bool empty() const noexcept { return used_ == 0; }
  std::vector<Slot>& slots() noexcept { return slots_; }  ///< free ones among them
  const std::vector<Slot>& slots() const noexcept { return slots_; }

 private:
  static constexpr Key kSpread = static_cast<Key>(sizeof(Key) == 4 ? 0x9E3779B1u : 0x9E3779B97F4A7C15u);

  /// Where `key` is, or the free slot where it belongs.
  std::size_t place_of(Key key) const noexcept {
    std::size_t i = static_cast<Key>(key * kSpread) & (slots_.size() - 1);
    while (slots_[i].key != key && slots_[i].key != 0) i = (i + 1) & (slots_.size() - 1);
    return i;
  }

  void grow() {
    HashTable larger(slots_.size());
    for (Slot& slot : slots_)
      if (slot.key) larger.slots_[larger.place_of(slot.key)] = std::move(slot);
    larger.used_ = used_;
    *this = std::move(larger);
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace winnow

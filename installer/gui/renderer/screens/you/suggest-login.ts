/** A login name for somebody called so: the first name in plain Latin letters, as far as it can be written in them. Pure. */
import reserved from '../../../../../assets/reserved-users.json' with { type: 'json' };

const taken = new Set([...reserved.users, ...reserved.groups]);
/** useradd(8). */
const mostLetters = 32;

/** Empty when there is nothing to suggest: a name that no Latin letters are known for is better typed by its owner. */
export function suggestLogin(fullName: string): string {
  const words = fullName.trim().split(/[\s.,]+/).map(toLatin).filter((word) => /^[a-z]/.test(word));
  const [first = '', ...more] = words;
  const last = more.at(-1) ?? '';
  const free = [first, `${first}${last.slice(0, 1)}`, `${first}${last}`].find((name) => name !== '' && !taken.has(name));
  return (free ?? '').slice(0, mostLetters);
}

/** What is left of a word when accents are taken off and everything that is no letter, digit or hyphen is left out. */
function toLatin(word: string): string {
  const letters = [...word.toLowerCase()].map((letter) => spelled[letter] ?? letter).join('').normalize('NFD');
  return letters.replace(/[^a-z0-9-]/g, '').replace(/^-+|-+$/g, '');
}

/** Letters that are no plain one with an accent; Cyrillic by the spelling of Russian passports (ICAO 9303), and Greek as ISO 843 writes it. */
const spelled: Record<string, string> = {
  ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'oe', å: 'aa', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n',
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'i', є: 'ie', й: 'i', к: 'k', л: 'l', м: 'm',
  н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ў: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: 'ie', ы: 'y', ь: '',
  э: 'e', ю: 'iu', я: 'ia',
  α: 'a', ά: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', έ: 'e', ζ: 'z', η: 'i', ή: 'i', θ: 'th', ι: 'i', ί: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'x',
  ο: 'o', ό: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', ύ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o', ώ: 'o',
};

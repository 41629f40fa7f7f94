import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { confirmDigits, isConfirmed, toLatinDigits } from '../../../../../installer/gui/renderer/screens/review/confirm-digits.ts';

const sda = { path: '/dev/sda', serial: 'S6PTNZ0R100001', wwn: '0x5002538f31234567', bytes: 1_000_204_886_016 };

test('the last four digits of the serial, letters passed over', () => {
  assert.deepEqual(confirmDigits(sda, [sda]), { digits: '0001', from: 'serial', whole: 'S6PTNZ0R100001' });
  assert.equal(confirmDigits({ ...sda, serial: '12A34B5C' }, []).digits, '2345');
});

test('as many as tell it from the other disks', () => {
  const sdb = { ...sda, path: '/dev/sdb', serial: 'S6PTNZ0R200001' };
  assert.equal(confirmDigits(sda, [sda, sdb]).digits, '100001');
});

test('without enough digits in the serial, those of the WWN, then of the size', () => {
  assert.deepEqual(confirmDigits({ ...sda, serial: 'QEMU' }, []), { digits: '4567', from: 'wwn', whole: sda.wwn });
  assert.deepEqual(confirmDigits({ path: '/dev/vda', bytes: 10_737_418_240 }, []), { digits: '8240', from: 'size', whole: '10737418240' });
});

test('disks that nothing tells apart can still be confirmed', () => {
  const vda = { path: '/dev/vda', bytes: 10_737_418_240 };
  assert.equal(confirmDigits(vda, [vda, { ...vda, path: '/dev/vdb' }]).digits, '8240');
});

test('no other disk of the machine is confirmed by the same digits', () => {
  const disk = fc.record({ path: fc.string(), serial: fc.option(fc.string(), { nil: undefined }), bytes: fc.nat() });
  fc.assert(fc.property(fc.uniqueArray(disk, { selector: ({ path }) => path, minLength: 2 }), ([one, ...others]) => {
    assert.ok(one);
    const { digits, from, whole } = confirmDigits(one, [one, ...others]);
    assert.ok(whole.replace(/[^0-9]/g, '').endsWith(digits));
    if (from === 'serial') for (const { serial = '' } of others) assert.ok(!serial.replace(/[^0-9]/g, '').endsWith(digits));
  }));
});

test('digits of other keyboards are the same numbers; spaces do not count', () => {
  const wanted = confirmDigits({ ...sda, serial: '1024' }, []);
  for (const typed of ['1024', ' 10 24 ', '١٠٢٤', '۱۰۲۴', '१०२४', '１０２４']) assert.ok(isConfirmed(typed, wanted), typed);
  for (const typed of ['', '1025', '024', '11024', '102', 'l024']) assert.ok(!isConfirmed(typed, wanted), typed);
  assert.equal(toLatinDigits('٠١٢٣٤٥٦٧٨٩'), '0123456789');
});
